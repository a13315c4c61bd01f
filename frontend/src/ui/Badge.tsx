import {
  Archive,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleSlash,
  DoorClosed,
  DoorOpen,
  FlagTriangleRight,
  Hourglass,
  Lightbulb,
  type LucideIcon,
  OctagonPause,
  PencilLine,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { type Key, useT } from '@/lib/i18n'
import styles from './Badge.module.css'

export type Tone = 'neutral' | 'plain' | 'accent' | 'open' | 'closed' | 'danger'

export function Badge({
  tone = 'neutral',
  icon: Icon,
  children,
}: {
  tone?: Tone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {Icon && <Icon aria-hidden="true" />}
      <span>{children}</span>
    </span>
  )
}

export type Door = 'two_way' | 'one_way'

/** Always icon, word and colour. `door` is null while answers are missing. */
export function DoorBadge({ door, answersToGo }: { door: Door | null; answersToGo?: number }) {
  const t = useT()
  if (door === 'two_way')
    return (
      <Badge tone="open" icon={DoorOpen}>
        {t('ui.door.two_way')}
      </Badge>
    )
  if (door === 'one_way')
    return (
      <Badge tone="closed" icon={DoorClosed}>
        {t('ui.door.one_way')}
      </Badge>
    )
  const text = answersToGo ? t('ui.door.answersToGo', { n: answersToGo }) : t('ui.door.unknown')
  return (
    <Badge tone="plain" icon={CircleDashed}>
      {text}
    </Badge>
  )
}

export type Outcome = 'worked' | 'did_not_work' | 'unclear' | 'stopped_early' | 'not_run'

const outcomes: Record<Outcome, [Key, LucideIcon]> = {
  worked: ['ui.outcome.worked', CircleCheck],
  did_not_work: ['ui.outcome.did_not_work', Lightbulb],
  unclear: ['ui.outcome.unclear', CircleDot],
  stopped_early: ['ui.outcome.stopped_early', OctagonPause],
  not_run: ['ui.outcome.not_run', CircleSlash],
}

/** One colour for every outcome: what did not work taught us something too. A hollow win is never shown as a plain one. */
export function OutcomeBadge({ outcome, hollow }: { outcome: Outcome; hollow: boolean }) {
  const t = useT()
  const [key, icon] = outcomes[outcome]
  return (
    <>
      <Badge icon={icon}>{t(key)}</Badge>
      {hollow && (
        <Badge tone="plain" icon={CircleDashed}>
          {t('ui.outcome.hollow')}
        </Badge>
      )}
    </>
  )
}

export type Status =
  | 'draft'
  | 'in_review'
  | 'ready'
  | 'running'
  | 'paused'
  | 'concluded'
  | 'withdrawn'
  | 'declined'
  | 'archived'

const states: Record<Status, [Key, LucideIcon, Tone]> = {
  draft: ['ui.status.draft', PencilLine, 'plain'],
  in_review: ['ui.status.in_review', Hourglass, 'accent'],
  ready: ['ui.status.ready', FlagTriangleRight, 'accent'],
  running: ['ui.status.running', CircleDot, 'accent'],
  paused: ['ui.status.paused', CirclePause, 'neutral'],
  concluded: ['ui.status.concluded', CircleCheck, 'neutral'],
  withdrawn: ['ui.status.withdrawn', Undo2, 'plain'],
  declined: ['ui.status.declined', CircleSlash, 'plain'],
  archived: ['ui.status.archived', Archive, 'plain'],
}

export function StatusBadge({ status }: { status: Status }) {
  const t = useT()
  const [key, icon, tone] = states[status]
  return (
    <Badge tone={tone} icon={icon}>
      {t(key)}
    </Badge>
  )
}
