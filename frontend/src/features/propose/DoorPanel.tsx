import { CircleDashed, DoorClosed, DoorOpen, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormats } from '@/lib/format'
import { isKey, type Translate, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Link } from '@/ui/Link'
import { announce } from '@/ui/toast'
import { useProposal } from './form'
import type { Values } from './proposal'
import styles from './propose.module.css'
import type { Check, Reason } from './queries'
import { answersToGo, missingFields, placeOf, riskGroups } from './questions'

const icons = { two_way: DoorOpen, one_way: DoorClosed, unknown: CircleDashed }

/** What the door is called now, or how many answers it still takes. */
export function useDoor() {
  const t = useT()
  const { check, prepared, values } = useProposal()
  const toGo = answersToGo(prepared.policy.questions, values)
  const door = check?.door ?? null
  const Icon = icons[door ?? 'unknown']
  const name = door ? t(`ui.door.${door}`) : toGo > 0 ? t('ui.door.answersToGo', { n: toGo }) : t('ui.door.unknown')
  return { door, name, Icon, toGo }
}

const missingText = (t: Translate, field: string) => {
  const key = `propose.missing.${field}`
  return isKey(key) ? t(key) : field
}

type PanelProps = { onGo: (field: string) => void; action?: ReactNode }

/** The door as it stands, why, and what is still to do. `onGo` leads to a field. */
export function DoorPanel({ onGo, action }: PanelProps) {
  const { check } = useProposal()
  const { door } = useDoor()
  return (
    <div className={styles.panel} data-door={door ?? undefined}>
      <Head />
      <div className={styles.panelBody}>
        {check?.door === 'one_way' && <Why check={check} onGo={onGo} />}
        {check && <Earned earned={check.earned} />}
        <Asked onGo={onGo} />
        <Missing onGo={onGo} />
        {action}
      </div>
    </div>
  )
}

function Head() {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const { check } = useProposal()
  const { door, name, Icon } = useDoor()
  const routes = [...new Set(check?.reasons.map(({ route }) => route))].map(names.route)
  const grade = check?.undo_grade === 'hat' || check?.undo_grade === 'haircut' ? check.undo_grade : null
  return (
    <div className={styles.panelHead}>
      <Icon key={door} className={styles.swings} aria-hidden="true" />
      <div>
        <h2>{name}</h2>
        {door === null && <p>{t('propose.doorUnknown')}</p>}
        {door === 'two_way' && <p>{t('propose.doorTwoWay')}</p>}
        {door === 'two_way' && grade && <p>{t(`propose.grade.${grade}`)}</p>}
        {door === 'one_way' && <p>{t('propose.doorOneWay', { routes: format.list(routes) })}</p>}
      </div>
    </div>
  )
}

function Why({ check, onGo }: { check: Check; onGo: (field: string) => void }) {
  const t = useT()
  const { keeper } = useProposal()
  const [first] = check.openers
  const open = () => {
    if (!first) return
    keeper.fill(Object.fromEntries(first.changes.map(({ field, to }) => [field, to])) as Values)
    announce(t('propose.changed', { change: first.message }))
  }
  return (
    <section className={styles.part}>
      <h3>{t('propose.why')}</h3>
      <ul className={styles.why}>
        {check.reasons.map((reason) => (
          <Line key={reason.rule} reason={reason} onGo={onGo} />
        ))}
      </ul>
      {first?.one_click && (
        <Button icon={<Undo2 aria-hidden="true" />} onClick={open}>
          {first.changes.length > 1 ? t('propose.makeTwoWay') : first.message}
        </Button>
      )}
    </section>
  )
}

/** What the template that this is made from has earned, or how far it would have to stay to be open. */
function Earned({ earned }: { earned: Check['earned'] }) {
  const t = useT()
  return earned.map(({ door, message, beyond }) => (
    <section key={door} className={styles.part}>
      <h3>{t(beyond ? 'propose.earnedNot' : 'propose.earned')}</h3>
      <p>{message}</p>
    </section>
  ))
}

/** A reason, and its way out in a sentence; both stand at the answer too, where it is changed. */
function Line({ reason, onGo }: { reason: Reason; onGo: (field: string) => void }) {
  const t = useT()
  const { openerOf, prepared } = useProposal()
  const admin = usePerson().roles.includes('admin')
  const change = openerOf(reason.field)
  const place = placeOf(reason.field.replace('answers.', ''), riskGroups(prepared.policy.questions))
  return (
    <li>
      <p>{reason.message}</p>
      {reason.nobody && (
        <p>
          {reason.nobody.message}{' '}
          {admin && <Link href={`/settings/routes/${reason.route}`}>{t('propose.chooseReviewer')}</Link>}
        </p>
      )}
      {change && typeof change.to !== 'number' && <p className={styles.wayOut}>{change.message}</p>}
      <button
        type="button"
        className={styles.go}
        onClick={() => onGo(reason.field.startsWith('answers.') ? place : reason.field)}
      >
        {t('propose.toAnswer')}
      </button>
    </li>
  )
}

/** Words that seem to say something else than an answer; each is asked about where it stands. */
function Asked({ onGo }: { onGo: (field: string) => void }) {
  const t = useT()
  const { doubtsOf, wordsOf } = useProposal()
  const doubts = doubtsOf()
  if (doubts.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{t('propose.doubt.panel')}</h3>
      <ul className={styles.missing}>
        {doubts.map((doubt) => (
          <li key={doubt.risk}>
            <button type="button" className={styles.go} onClick={() => onGo(doubt.field)}>
              <q>{wordsOf(doubt)}</q>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const shown = 6

function Missing({ onGo }: { onGo: (field: string) => void }) {
  const t = useT()
  const { check, prepared } = useProposal()
  if (!check) return null
  const missing = missingFields(check, riskGroups(prepared.policy.questions))
  if (missing.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{t('propose.toDo')}</h3>
      <ul className={styles.missing}>
        {missing.slice(0, shown).map((field) => (
          <li key={field}>
            <button type="button" className={styles.go} onClick={() => onGo(field)}>
              {missingText(t, field)}
            </button>
          </li>
        ))}
      </ul>
      {missing.length > shown && <p className={styles.more}>{t('propose.andMore', { n: missing.length - shown })}</p>}
    </section>
  )
}

/** The same on a phone: one line above the navigation, the rest in a sheet. */
export function DoorBar({ onOpen, action }: { onOpen: () => void; action?: ReactNode }) {
  const t = useT()
  const { check, prepared } = useProposal()
  const { door, name, Icon } = useDoor()
  const reasons = check?.reasons.length ?? 0
  const missing = check ? missingFields(check, riskGroups(prepared.policy.questions)).length : 0
  const more =
    reasons > 0 ? t('propose.reasons', { n: reasons }) : door && missing > 0 ? t('propose.parts', { n: missing }) : ''
  return (
    <div className={styles.bar} data-door={door ?? undefined}>
      <button type="button" className={styles.barDoor} onClick={onOpen} aria-haspopup="dialog">
        <Icon key={door} className={styles.swings} aria-hidden="true" />
        <span>
          <strong>{name}</strong>
          <small>{more || t(door ? 'propose.barReady' : 'propose.barUnknown')}</small>
        </span>
      </button>
      {action}
    </div>
  )
}
