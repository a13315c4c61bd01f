import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Button, ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row, Stack } from '@/ui/layout'
import { InvitationLink } from './InvitationLink'
import { changed, type Invitation, type Person, type Role } from './queries'
import { RoleChips } from './RoleChips'
import { AdminPage } from './SettingsPage'

type Invited = { person: Person; invitation: Invitation }

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
            <ButtonLink kind="quiet" href="/settings/teams">
              {t('settings.putIntoTeam')}
            </ButtonLink>
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
  const create = api.useMutation('post', '/api/v1/people', {
    onSuccess: ({ invitation, ...person }) => {
      if (invitation) onInvited({ person, invitation })
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
      <RoleChips value={roles} onValue={setRoles} />
      <Button type="submit" kind="primary" pending={create.isPending}>
        {t('settings.invite')}
      </Button>
    </Form>
  )
}
