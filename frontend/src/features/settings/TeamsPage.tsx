import { useQuery } from '@tanstack/react-query'
import { Plus, UsersRound } from 'lucide-react'
import { teamsQuery } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Empty, Loaded } from '@/ui/states'
import type { Team } from './queries'
import { Row, Rows } from './Rows'
import { AdminPage } from './SettingsPage'

export default function TeamsPage() {
  const t = useT()
  return (
    <AdminPage
      title={t('settings.teams')}
      lead={t('settings.teamsLead')}
      actions={
        <ButtonLink kind="primary" href="/settings/teams/new" icon={<Plus aria-hidden="true" />}>
          {t('settings.addTeam')}
        </ButtonLink>
      }
    >
      <Teams />
    </AdminPage>
  )
}

function Teams() {
  const t = useT()
  const teams = useQuery(teamsQuery)
  return (
    <Loaded query={teams} lines={6}>
      {(all) =>
        all.length === 0 ? (
          <Empty icon={UsersRound} title={t('settings.noTeams')}>
            {t('settings.noTeamsWhy')}
          </Empty>
        ) : (
          <Rows label={t('settings.teams')}>
            {all.map((team) => (
              <TeamRow key={team.id} team={team} />
            ))}
          </Rows>
        )
      }
    </Loaded>
  )
}

function TeamRow({ team }: { team: Team }) {
  const t = useT()
  const format = useFormats()
  return (
    <Row name={team.name} href={`/settings/teams/${team.id}`}>
      <p>{[team.area, t('settings.members', { n: team.members.length })].filter(Boolean).join(' · ')}</p>
      <p>{format.list(team.members.map(({ name }) => name))}</p>
    </Row>
  )
}
