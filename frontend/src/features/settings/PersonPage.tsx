import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import { useT } from '@/lib/i18n'
import { Badge } from '@/ui/Badge'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { AccessCard } from './AccessCard'
import { usePersonChange } from './change'
import { EditForm } from './EditForm'
import { type Person, personQuery } from './queries'
import { RoleChips } from './RoleChips'
import { AdminPage } from './SettingsPage'
import { useVersion } from './version'

export default function PersonPage() {
  const t = useT()
  const { id = '' } = useParams<{ id: string }>()
  const person = useQuery(personQuery(id))
  const { active = true, invited = false } = person.data ?? {}
  return (
    <AdminPage
      title={person.data?.name ?? t('settings.person')}
      back={{ href: '/settings/people', label: t('settings.people') }}
      badges={
        (!active || invited) && (
          <Badge tone={active ? 'closed' : 'plain'}>{t(active ? 'settings.invited' : 'settings.inactive')}</Badge>
        )
      }
    >
      <Loaded query={person} lines={6}>
        {(data) => <Details key={id} person={data} />}
      </Loaded>
    </AdminPage>
  )
}

function Details({ person }: { person: Person }) {
  const t = useT()
  const version = useVersion(`/api/v1/people/${person.id}`)
  const edit = usePersonChange(person, version)
  const [roles, setRoles] = useState(person.roles)
  const save = ({ name = '', email = '' }) =>
    edit.mutation.mutate(
      { params: edit.params, body: { name, email, roles } },
      { onSuccess: () => toast(t('settings.saved')) },
    )
  return (
    <>
      <Card title={t('settings.personCard')}>
        <EditForm saving={edit.mutation} onSubmit={save}>
          <TextField
            label={t('settings.name')}
            name="name"
            width="medium"
            defaultValue={person.name}
            autoComplete="off"
          />
          <TextField
            label={t('settings.email')}
            name="email"
            type="email"
            width="medium"
            defaultValue={person.email}
            autoComplete="off"
          />
          <RoleChips value={roles} onValue={setRoles} />
        </EditForm>
      </Card>
      <AccessCard person={person} version={version} />
    </>
  )
}
