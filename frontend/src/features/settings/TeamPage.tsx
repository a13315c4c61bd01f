import { useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'wouter'
import { http } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/Field'
import { Link } from '@/ui/Link'
import { Loaded, Note } from '@/ui/states'
import { EditForm } from './EditForm'
import { MembersCard } from './MembersCard'
import { changed, type Team, teamQuery } from './queries'
import { AdminPage } from './SettingsPage'
import { useSettingEdit } from './useSettingEdit'

/** From so many people on, readers see the name of a team rather than its area. */
const enough = 4

export default function TeamPage() {
  const t = useT()
  const { id = '' } = useParams<{ id: string }>()
  const team = useQuery(teamQuery(id))
  const [isEdited, setEdited] = useState(false)
  return (
    <AdminPage
      title={team.data?.name ?? t('settings.team')}
      lead={team.data?.area}
      back={{ href: '/settings/teams', label: t('settings.teams') }}
      actions={
        team.data && (
          <Button icon={<PencilLine aria-hidden="true" />} onClick={() => setEdited(true)}>
            {t('settings.rename')}
          </Button>
        )
      }
    >
      <Loaded query={team} lines={6}>
        {(data) => (
          <>
            {data.members.length < enough && <SmallNote team={data} />}
            <MembersCard team={data} />
            <p>
              <Link href={`/thanks?team=${data.id}`}>{t('thanks.ofTeam')}</Link>
            </p>
            {isEdited && <Rename team={data} onClose={() => setEdited(false)} />}
          </>
        )}
      </Loaded>
    </AdminPage>
  )
}

function SmallNote({ team: { area } }: { team: Team }) {
  const t = useT()
  return <Note>{area ? t('settings.smallTeam', { area }) : t('settings.smallTeamNoArea')}</Note>
}

const namesOf = ({ name, area }: Team) => ({ name, area })

function Rename({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useT()
  const client = useQueryClient()
  const edit = useSettingEdit({
    path: `/api/v1/teams/${team.id}`,
    query: teamQuery(team.id),
    loaded: team,
    valuesOf: namesOf,
    send: (body, header) => http.PATCH('/api/v1/teams/{id}', { params: { path: { id: team.id }, header }, body }),
    onSaved: () => {
      onClose()
      return changed.teams(client)
    },
  })
  const named = { name: { label: t('team.name') }, area: { label: t('team.area') } }
  return (
    <Dialog title={t('settings.rename')} onClose={onClose}>
      <EditForm edit={edit} named={named}>
        <TextField
          label={t('team.name')}
          name="name"
          value={edit.values.name}
          onValue={(name) => edit.set({ name })}
          autoComplete="off"
        />
        <TextField
          label={t('team.area')}
          hint={t('team.areaHint')}
          name="area"
          value={edit.values.area}
          onValue={(area) => edit.set({ area })}
          autoComplete="off"
          optional
        />
      </EditForm>
    </Dialog>
  )
}
