import { useState } from 'react'
import { type Language, useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { WatchedArea, WatchedField } from '@/ui/Watched'
import styles from './Editor.module.css'
import { compose, isWhole, takeApart } from './headline'

type FieldsProps = { value: string; onValue: (headline: string) => void; language: Language }

/** One sentence: in three small parts, or freely for who prefers that. */
export function HeadlineFields({ value, onValue, language }: FieldsProps) {
  const t = useT()
  const [parts, setParts] = useState(() => takeApart(value))
  if (parts === null) {
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
        {takeApart(value) && (
          <Button kind="quiet" onClick={() => setParts(takeApart(value))}>
            {t('lessons.headlineParts')}
          </Button>
        )}
      </Stack>
    )
  }
  const put = (part: Partial<typeof parts>) => {
    const next = { ...parts, ...part }
    setParts(next)
    onValue(compose(language, next))
  }
  return (
    <Stack gap={4}>
      <WatchedField
        name="headline"
        label={t('lessons.when')}
        hint={t('lessons.whenHint')}
        lang={language}
        value={parts.when}
        onValue={(when) => put({ when })}
      />
      <WatchedField
        label={t('lessons.thenLabel')}
        hint={t('lessons.thenHint')}
        lang={language}
        value={parts.outcome}
        onValue={(outcome) => put({ outcome })}
      />
      <WatchedField
        label={t('lessons.because')}
        hint={t('lessons.becauseHint')}
        lang={language}
        value={parts.because}
        onValue={(because) => put({ because })}
      />
      {value && isWhole(value) && (
        <p className={styles.sentence} lang={language}>
          {value}
        </p>
      )}
      <Button kind="quiet" onClick={() => setParts(null)}>
        {t('lessons.headlineFree')}
      </Button>
    </Stack>
  )
}
