import { navigate } from 'wouter/use-browser-location'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { CreateTeam } from '@/ui/CreateTeam'
import { AdminPage } from './SettingsPage'

export default function NewTeamPage() {
  const t = useT()
  return (
    <AdminPage title={t('settings.addTeam')} back={{ href: '/settings/teams', label: t('settings.teams') }}>
      <Card>
        <CreateTeam onMade={({ id }) => navigate(`/settings/teams/${id}`, { replace: true })} />
      </Card>
    </AdminPage>
  )
}
