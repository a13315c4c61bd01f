import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleDashed } from 'lucide-react'
import { useState } from 'react'
import { momentsQuery } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { read, write } from '@/lib/stored'
import { Button } from '@/ui/Button'
import { Link } from '@/ui/Link'
import styles from './FirstSteps.module.css'
import page from './HomePage.module.css'
import { firstPeopleQuery, routesQuery, type Step, stepsOf } from './steps'

const kept = 'first-steps'

/** What an administrator prepares once, until all of it is done or they want to see no more of it. */
export default function FirstSteps() {
  const t = useT()
  const [hidden, setHidden] = useState(read(kept) !== null)
  const people = useQuery(firstPeopleQuery).data?.items.length
  const routes = useQuery(routesQuery).data?.items
  const moments = useQuery(momentsQuery).data?.length
  if (hidden || people === undefined || routes === undefined || moments === undefined) return null
  const steps = stepsOf({ people, routes, moments })
  if (steps.every(({ done }) => done)) return null
  const hide = () => {
    write(kept, 'hidden')
    setHidden(true)
  }
  return (
    <section aria-labelledby="first-steps">
      <div className={page.heading}>
        <h2 id="first-steps">{t('begin.title')}</h2>
        <Button kind="quiet" flush onClick={hide}>
          {t('begin.hide')}
        </Button>
      </div>
      <ul className={page.list}>
        {steps.map((step) => (
          <StepRow key={step.key} step={step} />
        ))}
      </ul>
    </section>
  )
}

function StepRow({ step: { key, href, done, left } }: { step: Step }) {
  const t = useT()
  const Icon = done ? CircleCheck : CircleDashed
  return (
    <li className={styles.step} data-done={done || undefined}>
      <Icon aria-hidden="true" />
      <div>
        <Link href={href}>{t(`begin.${key}`)}</Link>
        {done && <span className="visually-hidden">{t('begin.done')}</span>}
        {!done && <p>{t(`begin.${key}Why`, { n: left })}</p>}
      </div>
    </li>
  )
}
