import { useQueries, useQuery } from '@tanstack/react-query'
import { Equal, EqualNot, X } from 'lucide-react'
import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { useSettled } from '@/lib/settled'
import { Button, IconButton } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import type { Change } from './Editor'
import styles from './Editor.module.css'
import type { LessonForm } from './form'
import { experimentQuery, findExperimentsQuery } from './queries'

type FieldsProps = { form: LessonForm; change: Change; own: string }
type Side = 'supporting' | 'contradicting'

/** Other experiments that found the same, or something else. */
export function EvidenceFields({ form, change, own }: FieldsProps) {
  const t = useT()
  const [words, setWords] = useState('')
  const settled = useSettled(words.trim())
  const found = useQuery({ ...findExperimentsQuery(settled), enabled: settled.length > 1 })
  const named = new Set([own, ...form.supporting, ...form.contradicting])
  const hits = settled.length > 1 ? (found.data?.items ?? []).filter(({ id }) => !named.has(id)) : []
  const name = (side: Side, id: string) => {
    change({ [side]: [...form[side], id] })
    setWords('')
  }
  return (
    <Stack gap={3}>
      <Named side="supporting" form={form} change={change} />
      <Named side="contradicting" form={form} change={change} />
      <div>
        <TextField
          label={t('lessons.evidence')}
          hint={t('lessons.evidenceHint')}
          optional
          type="search"
          value={words}
          onValue={setWords}
        />
        <p className="visually-hidden" role="status">
          {found.data && settled.length > 1 && t('lessons.evidenceFound', { n: hits.length })}
        </p>
        <ul className={styles.found}>
          {hits.map(({ id, key, title, language }) => (
            <li key={id}>
              <p lang={language}>
                {key} {title}
              </p>
              <Button kind="quiet" icon={<Equal aria-hidden="true" />} onClick={() => name('supporting', id)}>
                {t('lessons.foundSame')}
              </Button>
              <Button kind="quiet" icon={<EqualNot aria-hidden="true" />} onClick={() => name('contradicting', id)}>
                {t('lessons.foundOther')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Stack>
  )
}

type NamedProps = { side: Side; form: LessonForm; change: Change }

function Named({ side, form, change }: NamedProps) {
  const t = useT()
  const ids = form[side]
  const experiments = useQueries({ queries: ids.map(experimentQuery) })
  if (ids.length === 0) return null
  return (
    <section>
      <h3>{t(`lessons.${side}`)}</h3>
      <ul className={styles.found}>
        {ids.map((id, at) => {
          const title = experiments[at]?.data?.title ?? '…'
          return (
            <li key={id}>
              <p>{title}</p>
              <IconButton
                label={t('lessons.removeEvidence', { title })}
                icon={<X aria-hidden="true" />}
                onClick={() => change({ [side]: ids.filter((one) => one !== id) })}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
