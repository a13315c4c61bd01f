import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { useEdit } from '@/lib/edit'
import { useT } from '@/lib/i18n'
import { useVersion, type Version } from '@/lib/version'
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

const detailsOf = ({ name, email, roles }: Person) => ({ name, email, roles: [...roles].sort() })

/** Who the person is, as it is being changed beside others who may change it too. */
function useDetails(person: Person, version: Version) {
  const t = useT()
  const client = useQueryClient()
  const change = usePersonChange(person, version)
  return useEdit({
    start: detailsOf(person),
    save: (details) => change(details).then(() => toast(t('settings.saved'))),
    read: async () => {
      const theirs = await client.fetchQuery(personQuery(person.id))
      version.next()
      return detailsOf(theirs)
    },
  })
}

function Details({ person }: { person: Person }) {
  const t = useT()
  const version = useVersion(`/api/v1/people/${person.id}`)
  const edit = useDetails(person, version)
  const { name, email, roles } = edit.values
  return (
    <>
      <Card title={t('settings.personCard')}>
        <EditForm
          edit={edit}
          named={{
            name: { label: t('settings.name') },
            email: { label: t('settings.email') },
            roles: {
              label: t('settings.roles'),
              written: (all) => all.map((role) => t(`settings.role.${role}`)).join(', '),
            },
          }}
        >
          <TextField
            label={t('settings.name')}
            name="name"
            width="medium"
            value={name}
            onValue={(name) => edit.set({ name })}
            autoComplete="off"
          />
          <TextField
            label={t('settings.email')}
            name="email"
            type="email"
            width="medium"
            value={email}
            onValue={(email) => edit.set({ email })}
            autoComplete="off"
          />
          <RoleChips value={roles} onValue={(roles) => edit.set({ roles })} />
        </EditForm>
      </Card>
      <AccessCard person={person} version={version} />
    </>
  )
}
