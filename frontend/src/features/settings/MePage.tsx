import { useQuery } from '@tanstack/react-query'
import { DoorOpen } from 'lucide-react'
import { teamsQuery } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { Row } from '@/ui/layout'
import { AwayCard } from './AwayCard'
import { BrowserCard } from './BrowserCard'
import { DigestCard } from './DigestCard'
import { FeedCard } from './FeedCard'
import { PasswordCard } from './PasswordCard'
import { SessionsCard } from './SessionsCard'
import { SettingsPage } from './SettingsPage'
import { TokensCard } from './TokensCard'

/** What is mine: who I am here, how the pages look to me, and what acts in my name. */
export default function MePage() {
  const t = useT()
  return (
    <SettingsPage title={t('settings.mine')}>
      <WhoCard />
      <AwayCard />
      <BrowserCard />
      <PasswordCard />
      <SessionsCard />
      <DigestCard />
      <FeedCard />
      <TokensCard />
      <PolicyCard />
    </SettingsPage>
  )
}

/** The way to the door policy for who has no navigation of the settings. */
function PolicyCard() {
  const t = useT()
  if (usePerson().roles.includes('admin')) return null
  return (
    <Card title={t('settings.policy')}>
      <p>{t('settings.policyLead')}</p>
      <Row>
        <ButtonLink href="/settings/policy" icon={<DoorOpen aria-hidden="true" />}>
          {t('settings.readPolicy')}
        </ButtonLink>
      </Row>
    </Card>
  )
}

function WhoCard() {
  const t = useT()
  const format = useFormats()
  const me = usePerson()
  const teams = useQuery(teamsQuery).data?.filter(({ id }) => me.teams.includes(id)) ?? []
  return (
    <Card title={t('settings.who')}>
      <Facts
        lines
        facts={[
          { label: t('settings.name'), value: me.name },
          { label: t('settings.email'), value: me.email },
          { label: t('settings.myTeams'), value: format.list(teams.map(({ name }) => name)) },
          { label: t('settings.roles'), value: format.list(me.roles.map((role) => t(`settings.role.${role}`))) },
        ]}
      />
      {!me.roles.includes('admin') && <p>{t('settings.whoHint')}</p>}
    </Card>
  )
}
