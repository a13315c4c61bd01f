import { CircleDashed, DoorClosed, DoorOpen } from 'lucide-react'
import type { Check } from '@/lib/changeCheck'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import styles from './DoorPreview.module.css'
import { Link } from './Link'
import { Note } from './states'

type PreviewProps = {
  check: Check | undefined
  /** Whether somebody raised the door: then no answer opens it. */
  raised: boolean
  /** Where the whole plan can be changed. */
  edit?: string
}

/** What the door says of a change before it is made; a page that shows it needs the texts "doors" and "proposal". */
export function DoorPreview({ check, raised, edit }: PreviewProps) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  if (!check?.door)
    return (
      <Note icon={CircleDashed}>
        <p role="status">{t('doors.check.unknown')}</p>
      </Note>
    )
  if (check.door === 'two_way')
    return (
      <Note tone={raised ? 'closed' : 'open'} icon={raised ? DoorClosed : DoorOpen}>
        <p role="status">{t(raised ? 'doors.check.raised' : 'doors.check.two_way')}</p>
      </Note>
    )
  const routes = format.list([...new Set(check.reasons.map(({ route }) => names.route(route)))])
  return (
    <Note tone="closed" icon={DoorClosed}>
      <p role="status">{t('doors.check.one_way', { routes })}</p>
      <ul className={styles.why}>
        {check.reasons.map(({ rule, message, nobody }) => (
          <li key={rule}>{[message, nobody?.message].filter(Boolean).join(' ')}</li>
        ))}
      </ul>
      <Lacking check={check} edit={edit} />
    </Note>
  )
}

/** What a one-way door must say besides, and where. */
function Lacking({ check, edit }: { check: Check; edit?: string }) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const fields = check.missing.map(({ field }) => field).filter((field) => !field.startsWith('answers.'))
  if (fields.length === 0) return null
  const named = fields.map((field) => names.field(field.replace(/\..*/, '')))
  return (
    <p>
      {t('doors.check.missing', { fields: format.list(named) })} {edit && <Link href={edit}>{t('doors.whole')}</Link>}
    </p>
  )
}
