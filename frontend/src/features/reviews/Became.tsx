import { useQuery } from '@tanstack/react-query'
import { BookOpen, CircleHelp, type LucideIcon, ShieldAlert, Undo2 } from 'lucide-react'
import { useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { hoursText, organisationQuery } from '@/lib/proposal'
import { Badge, OutcomeBadge, type Tone } from '@/ui/Badge'
import { Facts } from '@/ui/Facts'
import { Link } from '@/ui/Link'
import { Prose } from '@/ui/Prose'
import styles from './Became.module.css'
import type { Past } from './queries'

const reversible: Record<NonNullable<Past['reversible_as_said']>, [Key, LucideIcon, Tone]> = {
  yes: ['reviews.reversible.yes', Undo2, 'open'],
  no: ['reviews.reversible.no', ShieldAlert, 'closed'],
  unsure: ['reviews.reversible.unsure', CircleHelp, 'plain'],
}

/** How it ended, in two or three badges. */
export function EndBadges({ past }: { past: Past }) {
  const t = useT()
  const [key, icon, tone] = reversible[past.reversible_as_said ?? 'unsure']
  return (
    <span className={styles.badges}>
      <OutcomeBadge outcome={past.outcome} hollow={past.hollow_win} />
      {past.reversible_as_said && (
        <Badge icon={icon} tone={tone}>
          {t(key)}
        </Badge>
      )}
    </span>
  )
}

/** What undoing was said to take and what it took, and the lesson that came of it. */
export function Became({ past }: { past: Past }) {
  const t = useT()
  const effort = useEffort()
  const { undo } = past
  const took = undo.needed ? effort(undo.hours, undo.cost) || t('reviews.undo.done') : t('reviews.undo.notNeeded')
  return (
    <>
      <Facts
        facts={[
          { label: t('reviews.undo.planned'), value: effort(undo.planned_hours, undo.planned_cost) },
          { label: t('reviews.undo.took'), value: undo.told ? took : t('reviews.undo.untold') },
        ]}
      />
      {undo.left_overs && (
        <Facts
          facts={[{ label: t('reviews.undo.left'), value: <Prose lang={past.language}>{undo.left_overs}</Prose> }]}
        />
      )}
      {past.lesson_id && (
        <p className={styles.lesson}>
          <BookOpen aria-hidden="true" />
          <Link href={`/lessons/${past.lesson_id}`}>{t('reviews.lesson')}</Link>
        </p>
      )}
    </>
  )
}

/** "3 hours · €40". */
function useEffort() {
  const t = useT()
  const format = useFormats()
  const { data: organisation } = useQuery(organisationQuery)
  return (hours: number | undefined, cost: number | undefined) =>
    [
      hours !== undefined && hoursText(t, hours),
      cost !== undefined && format.money(cost, organisation?.currency ?? 'EUR'),
    ]
      .filter(Boolean)
      .join(' · ')
}
