import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { usePeople } from '@/lib/directory'
import { fold } from '@/lib/fold'
import { useT } from '@/lib/i18n'
import { Badge } from '@/ui/Badge'
import { Button, ButtonLink } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { Empty, Loaded } from '@/ui/states'
import type { Person } from './queries'
import { Row, Rows } from './Rows'
import { AdminPage } from './SettingsPage'

export default function PeoplePage() {
  const t = useT()
  return (
    <AdminPage
      title={t('settings.people')}
      lead={t('settings.peopleLead')}
      actions={
        <ButtonLink kind="primary" href="/settings/people/new" icon={<UserPlus aria-hidden="true" />}>
          {t('settings.addPerson')}
        </ButtonLink>
      }
    >
      <Everyone />
    </AdminPage>
  )
}

function Everyone() {
  const people = usePeople()
  return (
    <Loaded query={people} lines={6}>
      {(everyone) => <Found people={everyone} />}
    </Loaded>
  )
}

const step = 50

function Found({ people }: { people: readonly Person[] }) {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const [shown, setShown] = useState(step)
  const typed = search.get('q') ?? ''
  const found = people.filter(({ name, email }) => fold(`${name} ${email}`).includes(fold(typed.trim())))
  const find = (text: string) => setSearch(text ? { q: text } : {}, { replace: true })
  return (
    <Stack>
      <TextField
        label={t('settings.findPerson')}
        type="search"
        width="medium"
        value={typed}
        onValue={find}
        autoComplete="off"
        required={false}
      />
      <p role="status">{t('settings.peopleFound', { n: found.length })}</p>
      {found.length > 0 ? (
        <Rows label={t('settings.people')}>
          {found.slice(0, shown).map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </Rows>
      ) : (
        <Empty
          title={t('settings.nobodyFound')}
          actions={<Button onClick={() => find('')}>{t('settings.showEveryone')}</Button>}
        />
      )}
      {found.length > shown && (
        <Button onClick={() => setShown(shown + step)}>{t('settings.showMore', { n: found.length - shown })}</Button>
      )}
    </Stack>
  )
}

function PersonRow({ person }: { person: Person }) {
  const t = useT()
  return (
    <Row
      name={person.name}
      href={`/settings/people/${person.id}`}
      badges={
        <>
          {!person.active && <Badge tone="plain">{t('settings.inactive')}</Badge>}
          {person.active && person.invited && <Badge tone="closed">{t('settings.invited')}</Badge>}
          {person.roles
            .filter((role) => role !== 'member')
            .map((role) => (
              <Badge key={role}>{t(`settings.role.${role}`)}</Badge>
            ))}
        </>
      }
    >
      {person.email}
    </Row>
  )
}
