import { type Key, useT } from '@/lib/i18n'
import { useProposalValues } from '@/lib/proposal'
import { ChoiceChips } from '@/ui/Choice'
import { NumberField } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import styles from './CheckIns.module.css'
import { type Kind, kinds, whole } from './checkIn'
import type { FieldsProps } from './checkInFields'

type Asked = { answer: 'signal' | 'n' | 'hits' | 'sd'; name: string; label: Key; hint?: Key }

const fields: Record<Kind, readonly Asked[]> = {
  count: [
    { answer: 'n', name: 'signal.n', label: 'checkins.n' },
    { answer: 'hits', name: 'signal.hits', label: 'checkins.hits' },
  ],
  mean: [
    { answer: 'signal', name: 'signal.value', label: 'checkins.mean' },
    { answer: 'n', name: 'signal.n', label: 'checkins.of' },
    { answer: 'sd', name: 'signal.sd', label: 'checkins.sd', hint: 'checkins.sdHint' },
  ],
  value: [{ answer: 'signal', name: 'signal.value', label: 'checkins.value' }],
}

/** What the signal was: counted, averaged or read. */
export function SignalFields({ experiment: { signal }, answers, set }: FieldsProps) {
  const t = useT()
  const values = useProposalValues()
  if (!signal?.name) return null
  const planned = values.signal(signal)
  return (
    <Stack gap={3}>
      <ChoiceChips
        legend={t('checkins.signal', { name: signal.name })}
        hint={planned === signal.name ? undefined : t('checkins.hoped', { signal: planned })}
        options={kinds.map((value) => ({ value, label: t(`checkins.kind.${value}`) }))}
        value={answers.kind}
        onValue={(kind) => set({ kind })}
      />
      <div className={styles.pair}>
        {fields[answers.kind].map(({ answer, name, label, hint }) => {
          const counted = answer === 'n' || answer === 'hits'
          return (
            <NumberField
              key={name}
              label={t(label)}
              hint={hint && t(hint)}
              name={name}
              whole={counted}
              unit={answer === 'signal' ? signal.unit : undefined}
              value={answers[answer]}
              onValue={(n) => set({ [answer]: counted ? whole(n) : n })}
              optional="unsaid"
            />
          )
        })}
      </div>
    </Stack>
  )
}
