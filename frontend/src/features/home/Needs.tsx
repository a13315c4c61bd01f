import {
  BookOpen,
  CalendarCheck,
  CalendarClock,
  CirclePause,
  ClipboardPen,
  FlagTriangleRight,
  Gauge,
  HeartHandshake,
  Inbox,
  type LucideIcon,
  OctagonPause,
  PencilLine,
  Reply,
} from 'lucide-react'
import { useState } from 'react'
import { Link as RouteLink, useLocation } from 'wouter'
import { useTeamName } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button, ButtonLink } from '@/ui/Button'
import { Link } from '@/ui/Link'
import { Kbd } from '@/ui/Prose'
import { useNow, Waited } from '@/ui/Time'
import page from './HomePage.module.css'
import styles from './Needs.module.css'
import type { Kind, Need } from './needsOf'

const icons: Record<Kind, LucideIcon> = {
  decide: Inbox,
  answer: Reply,
  recovery: HeartHandshake,
  tripped: OctagonPause,
  drifted: OctagonPause,
  past: CalendarCheck,
  check_in: ClipboardPen,
  lesson: BookOpen,
  ready: FlagTriangleRight,
  ending: CalendarClock,
  full: Gauge,
  paused: CirclePause,
  draft: PencilLine,
}

const shown = 5

/** What needs the person: the first to begin with, the others below it. */
export function Needs({ needs }: { needs: Need[] }) {
  const t = useT()
  const [all, setAll] = useState(false)
  const [first, ...others] = needs
  const hidden = others.length - shown
  return (
    <section aria-labelledby="needs">
      <div className={page.heading}>
        <h2 id="needs">{t('home.needs')}</h2>
        {needs.some(({ kind }) => kind === 'decide') && <Link href="/reviews">{t('home.allReviews')}</Link>}
      </div>
      <div className={styles.needs}>
        {first && <First need={first} />}
        {others.length > 0 && (
          <ul className={page.list}>
            {others.slice(0, all ? undefined : shown).map((need) => (
              <Other key={need.kind + need.id} need={need} />
            ))}
          </ul>
        )}
        {hidden > 0 && (
          <Button kind="quiet" flush onClick={() => setAll(!all)}>
            {all ? t('home.fewer') : t('home.more', { n: hidden })}
          </Button>
        )}
      </div>
    </section>
  )
}

function First({ need }: { need: Need }) {
  const t = useT()
  const [, navigate] = useLocation()
  const Icon = icons[need.kind]
  useHotkeys([{ keys: 'Enter', label: t('home.key.first'), run: () => navigate(need.href) }])
  return (
    <article className={styles.first} aria-labelledby="first-need">
      <Icon aria-hidden="true" />
      <div>
        <h3 id="first-need" lang={need.language}>
          <RouteLink href={need.href}>{need.title}</RouteLink>
        </h3>
        <Why need={need} />
        <Waiting need={need} />
      </div>
      <div className={styles.begin}>
        <ButtonLink kind="primary" size="large" href={need.href}>
          {t(`home.do.${need.kind}`)}
        </ButtonLink>
        <Kbd keys="Enter" />
      </div>
    </article>
  )
}

function Other({ need }: { need: Need }) {
  const Icon = icons[need.kind]
  return (
    <li className={styles.row}>
      <Icon aria-hidden="true" />
      <div>
        <h3 lang={need.language}>
          <RouteLink href={need.href}>{need.title}</RouteLink>
        </h3>
        <Why need={need} />
      </div>
      <Waiting need={need} />
    </li>
  )
}

/** How long others have waited for the person. */
function Waiting({ need: { kind, since } }: { need: Need }) {
  const t = useT()
  if (kind !== 'decide' && kind !== 'answer') return null
  return (
    <span className={styles.waited}>
      {t('home.waited')} <Waited since={since} />
    </span>
  )
}

/** Why something needs the person, and whose it is where that is not plain. */
function Why({ need }: { need: Need }) {
  const t = useT()
  const format = useFormats()
  const now = useNow()
  const team = useTeamName()
  const several = usePerson().teams.length > 1
  const whose = several || need.kind === 'decide' ? team(need.team) : ''
  const why = t(`home.why.${need.kind}`, {
    n: need.left ?? 0,
    day: need.on ? format.shortDay(need.on) : '',
    ago: format.ago(need.since, now),
  })
  return (
    <p className={styles.why}>
      <span>{why}</span> {whose && <span>{whose}</span>}
    </p>
  )
}
