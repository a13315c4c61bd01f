import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Link } from '@/ui/Link'
import { CopyOnce } from './CopyOnce'
import type { Invitation, Person } from './queries'

/** The link with which a person chooses their password, and how to hand it over: Ajar sends nothing itself. */
export function InvitationLink({ person, invitation }: { person: Person; invitation: Invitation }) {
  const t = useT()
  const format = useFormats()
  const until = format.moment(invitation.expires_at)
  const subject = encodeURIComponent(t('settings.mailSubject'))
  const body = encodeURIComponent(t('settings.mailBody', { link: invitation.link, until }))
  return (
    <CopyOnce
      label={t('settings.linkFor', { name: person.name })}
      hint={t('settings.linkHint', { until })}
      text={invitation.link}
    >
      <Link href={`mailto:${encodeURIComponent(person.email)}?subject=${subject}&body=${body}`}>
        {t('settings.writeMail')}
      </Link>
    </CopyOnce>
  )
}
