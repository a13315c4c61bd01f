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

/** When, then, because. */
const fields: { part: keyof Parts; label: Key; hint: Key }[] = [
  { part: 'when', label: 'lessons.when', hint: 'lessons.whenHint' },
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
  // A refusal of the whole sentence appears where it goes on.
  const next = fields.find(({ part }) => !parts[part].trim()) ?? fields[0]
  return (
    <Stack gap={4}>
      {fields.map(({ part, label, hint }) => (
        <WatchedField
          key={part}
          name={part === next?.part ? 'headline' : undefined}
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
