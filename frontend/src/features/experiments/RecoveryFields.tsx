import { today } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { CheckChips } from '@/ui/Choice'
import { DateField } from '@/ui/Field'
import { type RecoveryAnswers, recoverySteps } from './conclusion'

type RecoveryFieldsProps = {
  answers: RecoveryAnswers
  set: (more: Partial<RecoveryAnswers>) => void
  /** Where it stands in the body: "recovery.", or "". */
  at: string
}

/** The four steps; the day on which the loop was closed is asked for when they are done. */
export function RecoveryFields({ answers, set, at }: RecoveryFieldsProps) {
  const t = useT()
  const whole = answers.recovery.length === recoverySteps.length
  return (
    <>
      <CheckChips
        legend={t('experiments.conclude.recovery')}
        hint={t('experiments.conclude.recoveryHint')}
        options={recoverySteps.map((value) => ({ value, label: t(`experiments.recovery.${value}`) }))}
        value={answers.recovery}
        onValue={(recovery) => set({ recovery })}
      />
      {whole && (
        <DateField
          label={t('experiments.conclude.loopClosed')}
          hint={t('conclusions.loopHint')}
          name={`${at}loop_closed_on`}
          value={answers.loopClosedOn}
          onValue={(loopClosedOn) => set({ loopClosedOn })}
          max={today()}
          optional="unsaid"
        />
      )}
    </>
  )
}
