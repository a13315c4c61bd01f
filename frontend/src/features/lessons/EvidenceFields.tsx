import { useQuery } from '@tanstack/react-query'
import { Equal, EqualNot, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useT } from '@/lib/i18n'
import { useSettled } from '@/lib/settled'
import { Button, IconButton } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Row, Stack } from '@/ui/layout'
import type { Change } from './Editor'
import styles from './Editor.module.css'
import { useExperiments } from './Evidence'
import type { LessonForm } from './form'
import { type Named as Experiment, findExperimentsQuery } from './queries'

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
  const search = useRef<HTMLInputElement>(null)
  const experiments = useExperiments([...form.supporting, ...form.contradicting])
  const titleOf = (id: string) => experiments([id])[0]?.title ?? '…'
  /** What was pressed goes with its row, and the focus would go with it. */
  const put = (side: Side, ids: string[]) => {
    change({ [side]: ids })
    search.current?.focus()
  }
  const name = (side: Side, id: string) => {
    put(side, [...form[side], id])
    setWords('')
  }
  return (
    <Stack gap={3}>
      {(['supporting', 'contradicting'] as const).map((side) => (
        <Named key={side} side={side} named={form[side]} titleOf={titleOf} onNamed={put} />
      ))}
      <div>
        <TextField
          label={t('lessons.evidence')}
          hint={t('lessons.evidenceHint')}
          optional
          ref={search}
          type="search"
          value={words}
          onValue={setWords}
        />
        <p className={hits.length > 0 ? 'visually-hidden' : styles.here} role="status">
          {found.data && settled.length > 1 && t('lessons.evidenceFound', { n: hits.length })}
        </p>
        <Hits hits={hits} onName={name} />
      </div>
    </Stack>
  )
}

type HitsProps = { hits: readonly Experiment[]; onName: (side: Side, id: string) => void }

/** Experiments that were found, each to be named as one that found the same or something else. */
function Hits({ hits, onName }: HitsProps) {
  const t = useT()
  return (
    <ul className={styles.found}>
      {hits.map(({ id, key, title, language }) => (
        <li key={id}>
          <p lang={language}>
            {key} {title}
          </p>
          <Row gap={2}>
            <Button kind="quiet" icon={<Equal aria-hidden="true" />} onClick={() => onName('supporting', id)}>
              {t('lessons.foundSame')}
              <span className="visually-hidden">: {title}</span>
            </Button>
            <Button kind="quiet" icon={<EqualNot aria-hidden="true" />} onClick={() => onName('contradicting', id)}>
              {t('lessons.foundOther')}
              <span className="visually-hidden">: {title}</span>
            </Button>
          </Row>
        </li>
      ))}
    </ul>
  )
}

type NamedProps = {
  side: Side
  named: string[]
  titleOf: (id: string) => string
  onNamed: (side: Side, named: string[]) => void
}

function Named({ side, named, titleOf, onNamed }: NamedProps) {
  const t = useT()
  if (named.length === 0) return null
  return (
    <section>
      <h3>{t(`lessons.${side}`)}</h3>
      <ul className={styles.found}>
        {named.map((id) => (
          <li key={id}>
            <p>{titleOf(id)}</p>
            <IconButton
              label={t('lessons.removeEvidence', { title: titleOf(id) })}
              icon={<X aria-hidden="true" />}
              onClick={() =>
                onNamed(
                  side,
                  named.filter((one) => one !== id),
                )
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
