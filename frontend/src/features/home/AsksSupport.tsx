import { Hourglass, TrafficCone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link as RouteLink } from 'wouter'
import { useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { Link } from '@/ui/Link'
import { Waited } from '@/ui/Time'
import page from './HomePage.module.css'
import styles from './Needs.module.css'
import type { Support } from './queries'

/** What teams cannot do alone: answers that are late, and what gets in the way of many. */
export default function AsksSupport({ support: { obstacles, reviews } }: { support: Support }) {
  const t = useT()
  const team = useTeamName()
  return (
    <section aria-labelledby="support">
      <div className={page.heading}>
        <h2 id="support">{t('support.title')}</h2>
        <Link href="/obstacles?most=yes">{t('support.all')}</Link>
      </div>
      <ul className={page.list}>
        {reviews.map(({ id, experiment, gates, waiting_since }) => (
          <Ask key={id} icon={<Hourglass aria-hidden="true" />} href={`/reviews/${id}`} title={experiment.title}>
            <span>{t(gates.some(({ nobody }) => nobody) ? 'support.nobody' : 'support.late')}</span>{' '}
            <span>{team(experiment.team_id)}</span>{' '}
            <span>
              {t('home.waited')} <Waited since={waiting_since} />
            </span>
          </Ask>
        ))}
        {obstacles.map(({ id, text, language, team: whose, me_too: n }) => (
          <Ask
            key={id}
            icon={<TrafficCone aria-hidden="true" />}
            href={`/obstacles/${id}`}
            title={text}
            language={language}
          >
            <span>{t('support.obstacle')}</span> <span>{whose}</span>{' '}
            {n > 0 && <span>{t('support.meToo', { n })}</span>}
          </Ask>
        ))}
      </ul>
    </section>
  )
}

type AskProps = { icon: ReactNode; href: string; title: string; language?: string; children: ReactNode }

function Ask({ icon, href, title, language, children }: AskProps) {
  return (
    <li className={styles.row}>
      {icon}
      <div>
        <h3 lang={language}>
          <RouteLink href={href}>{title}</RouteLink>
        </h3>
        <p className={styles.why}>{children}</p>
      </div>
    </li>
  )
}
