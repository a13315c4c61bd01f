import { useState } from 'react'
import { type Key, type Language, useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { WatchedArea, WatchedField } from '@/ui/Watched'
import styles from './Editor.module.css'
import { compose, isWhole, takeApart } from './headline'

type FieldsProps = { value: string; onValue: (headline: string) => void; language: Language }

/** One sentence: in three small parts, or freely for who prefers that. */
export function HeadlineFields(fields: FieldsProps) {
  const [parts, setParts] = useState(() => takeApart(fields.value))
  if (parts === null) return <FreeHeadline {...fields} onParts={setParts} />
  return <HeadlineParts {...fields} parts={parts} onParts={setParts} />
}

type Parts = NonNullable<ReturnType<typeof takeApart>>

type FreeProps = FieldsProps & { onParts: (parts: Parts) => void }

function FreeHeadline({ value, onValue, language, onParts }: FreeProps) {
  const t = useT()
  const parts = takeApart(value)
  return (
    <Stack gap={2}>
      <WatchedArea
        name="headline"
        label={t('lessons.headlineLabel')}
        hint={t('lessons.headlineHint')}
        lang={language}
        limit={300}
        value={value}
        onValue={onValue}
      />
      {parts && (
        <Button kind="quiet" onClick={() => onParts(parts)}>
          {t('lessons.headlineParts')}
        </Button>
      )}
    </Stack>
  )
}

/** When, then, because: the first is where a refusal of the whole sentence appears. */
const fields: { part: keyof Parts; label: Key; hint: Key; name?: string }[] = [
  { part: 'when', label: 'lessons.when', hint: 'lessons.whenHint', name: 'headline' },
  { part: 'outcome', label: 'lessons.thenLabel', hint: 'lessons.thenHint' },
  { part: 'because', label: 'lessons.because', hint: 'lessons.becauseHint' },
]

type PartsProps = FieldsProps & { parts: Parts; onParts: (parts: Parts | null) => void }

function HeadlineParts({ value, onValue, language, parts, onParts }: PartsProps) {
  const t = useT()
  const put = (part: Partial<Parts>) => {
    const next = { ...parts, ...part }
    onParts(next)
    onValue(compose(language, next))
  }
  return (
    <Stack gap={4}>
      {fields.map(({ part, label, hint, name }) => (
        <WatchedField
          key={part}
          name={name}
          label={t(label)}
          hint={t(hint)}
          lang={language}
          value={parts[part]}
          onValue={(text) => put({ [part]: text })}
        />
      ))}
      {value && isWhole(value) && (
        <p className={styles.sentence} lang={language}>
          {value}
        </p>
      )}
      <Button kind="quiet" flush onClick={() => onParts(null)}>
        {t('lessons.headlineFree')}
      </Button>
    </Stack>
  )
}
