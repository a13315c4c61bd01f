import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, http } from '@/lib/api/client'
import { teamsQuery } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { Button, ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Select, TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row, Stack } from '@/ui/layout'
import { InvitationLink } from './InvitationLink'
import { changed, type Invitation, type Person, type Role } from './queries'
import { RoleChips } from './RoleChips'
import { AdminPage } from './SettingsPage'

/** `joined`: they are in the team that was chosen for them. */
type Invited = { person: Person; invitation: Invitation; joined: boolean }

/** Puts a new person into a team; false where none was chosen, or it could not be done. */
async function join(team: string | null, person: string): Promise<boolean> {
  if (!team) return false
  const path = { id: team, person_id: person }
  const { error } = await http.PUT('/api/v1/teams/{id}/members/{person_id}', { params: { path } })
  return !error
}

export default function NewPersonPage() {
  const t = useT()
  const [invited, setInvited] = useState<Invited | null>(null)
  return (
    <AdminPage
      title={invited ? t('settings.personAdded', { name: invited.person.name }) : t('settings.addPerson')}
      back={{ href: '/settings/people', label: t('settings.people') }}
    >
      {invited ? (
        <Stack>
          <InvitationLink {...invited} />
          <Row>
            <Button onClick={() => setInvited(null)}>{t('settings.addAnother')}</Button>
            {!invited.joined && (
              <ButtonLink kind="quiet" href="/settings/teams">
                {t('settings.putIntoTeam')}
              </ButtonLink>
            )}
          </Row>
        </Stack>
      ) : (
        <Card>
          <PersonForm onInvited={setInvited} />
        </Card>
      )}
    </AdminPage>
  )
}

function PersonForm({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const t = useT()
  const client = useQueryClient()
  const [roles, setRoles] = useState<Role[]>(['member'])
  const [team, setTeam] = useState<string | null>(null)
  const teams = useQuery(teamsQuery).data ?? []
  const create = api.useMutation('post', '/api/v1/people', {
    onSuccess: async ({ invitation, ...person }) => {
      const joined = await join(team, person.id)
      if (invitation) onInvited({ person, invitation, joined })
      return changed.people(client)
    },
  })
  return (
    <Form
      problem={create.error}
      onSubmit={({ name = '', email = '' }) => create.mutate({ body: { name, email, roles } })}
    >
      <TextField label={t('settings.name')} name="name" width="medium" autoComplete="off" />
      <TextField label={t('settings.email')} name="email" type="email" width="medium" autoComplete="off" />
      {teams.length > 0 && (
        <Select
          label={t('settings.team')}
          name="team"
          width="medium"
          optional
          empty={t('settings.noTeamYet')}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={team}
          onValue={setTeam}
        />
      )}
      <RoleChips value={roles} onValue={setRoles} />
      <Button type="submit" kind="primary" pending={create.isPending}>
        {t('settings.invite')}
      </Button>
    </Form>
  )
}
