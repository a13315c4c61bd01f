import { Circle, CircleCheck } from 'lucide-react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { Note } from '@/ui/states'
import styles from './Conclusion.module.css'
import { recoverySteps } from './conclusion'
import { useIsMine } from './mine'
import type { Experiment } from './queries'

/** What was done for customers who were hurt. Until the loop is closed with them, the rest is owed. */
export function RecoverySteps({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const format = useFormats()
  const isMine = useIsMine(experiment)
  const { key, conclusion, owes_recovery: owed } = experiment
  const recovery = conclusion?.recovery
  if (!recovery) return null
  const { loop_closed_on: on } = recovery
  const day = on && format.day(on)
  return (
    <Stack gap={3} as="section">
      <h3>{t('experiments.recovery')}</h3>
      <ol className={styles.steps}>
        {recoverySteps.map((step) => {
          const Icon = recovery[step] ? CircleCheck : Circle
          return (
            <li key={step} data-done={recovery[step] || undefined}>
              <Icon role="img" aria-label={t(recovery[step] ? 'conclusions.done' : 'conclusions.open')} />
              {t(`experiments.recovery.${step}`)}
            </li>
          )
        })}
      </ol>
      {day && !owed && <p>{t('conclusions.loopClosed', { day })}</p>}
      {owed && <Note tone="closed">{t('conclusions.owed')}</Note>}
      {owed && isMine && (
        <div>
          <ButtonLink href={`/experiments/${key}/recovery`}>{t('conclusions.recover')}</ButtonLink>
        </div>
      )}
    </Stack>
  )
}
