import { CalendarPlus, Flag } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import styles from './EndQuestion.module.css'
import type { Act } from './NextStep'
import type { Experiment } from './queries'
import { StopButton } from './Stop'

/** What was declared is used up: the one question, with its three answers. Nothing extends itself. */
export function EndQuestion({ experiment, act }: { experiment: Experiment; act: Act }) {
  const t = useT()
  const address = `/experiments/${experiment.key}`
  return (
    <section className={styles.question} aria-labelledby="end-question">
      <h2 id="end-question">{t('checkins.end.title')}</h2>
      <ul>
        <li>
          <ButtonLink kind="primary" size="large" icon={<Flag aria-hidden="true" />} href={`${address}/conclude`}>
            {t('experiments.do.conclude')}
          </ButtonLink>
          <p>{t('checkins.end.conclude')}</p>
        </li>
        <li>
          <ButtonLink size="large" icon={<CalendarPlus aria-hidden="true" />} href={`${address}/extend`}>
            {t('checkins.declareMore')}
          </ButtonLink>
          <p>{t('checkins.end.extend')}</p>
        </li>
        <li>
          <StopButton experiment={experiment} act={act} />
          <p>{t('checkins.end.stop')}</p>
        </li>
      </ul>
    </section>
  )
}
