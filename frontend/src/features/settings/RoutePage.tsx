import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'wouter'
import { api } from '@/lib/api/client'
import { usePeople } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Loaded, Note } from '@/ui/states'
import { toast } from '@/ui/toast'
import { EditForm } from './EditForm'
import { PeoplePicker } from './PeoplePicker'
import { Picked } from './Picked'
import { type Colleague, changed, type Person, type Route, routeQuery } from './queries'
import styles from './Route.module.css'
import { looksAt } from './routes'
import { AdminPage } from './SettingsPage'
import { useVersion } from './version'

export default function RoutePage() {
  const t = useT()
  const names = useProposalNames()
  const { id: route = '' } = useParams<{ id: string }>()
  const loaded = useQuery(routeQuery(route))
  const everyone = usePeople()
  return (
    <AdminPage
      title={t('settings.lookedAtBy', { route: names.route(route) })}
      lead={looksAt(t, route)}
      back={{ href: '/settings/routes', label: t('settings.routes') }}
    >
      <Loaded query={loaded} lines={6}>
        {(data) => (
          <Loaded query={everyone} lines={6}>
            {(people) => <RouteForm key={route} route={data} reviewers={people.filter(canReview)} />}
          </Loaded>
        )}
      </Loaded>
    </AdminPage>
  )
}

const canReview = ({ active, roles }: Person) => active && roles.includes('reviewer')
const ids = (people: readonly Colleague[]) => people.map(({ person_id }) => person_id)

function RouteForm({ route, reviewers }: { route: Route; reviewers: readonly Person[] }) {
  const t = useT()
  const client = useQueryClient()
  const [members, setMembers] = useState(route.members)
  const [backups, setBackups] = useState(route.backups)
  const version = useVersion(`/api/v1/routes/${route.name}`)
  const save = api.useMutation('put', '/api/v1/routes/{route}', {
    onSuccess: (answer) => {
      client.setQueryData(routeQuery(route.name).queryKey, answer)
      version.next()
      toast(t('settings.saved'))
      return changed.routes(client)
    },
  })
  const chosen = [...ids(members), ...ids(backups)]
  const others = reviewers.filter(({ id }) => !chosen.includes(id))
  const submit = () =>
    save.mutate({
      params: { path: { route: route.name }, header: version.header },
      body: { members: ids(members), backups: ids(backups) },
    })
  return (
    <EditForm saving={save} onSubmit={submit}>
      {reviewers.length === 0 && <Note>{t('settings.noReviewers')}</Note>}
      <div>
        <TooFew n={chosen.length} />
        <Side part="members" people={members} onPeople={setMembers} others={others} />
      </div>
      <Side part="backups" people={backups} onPeople={setBackups} others={others} />
    </EditForm>
  )
}

/** Who proposed something never decides on it, so one reviewer is too few. */
function TooFew({ n }: { n: number }) {
  const t = useT()
  return (
    <div role="status" className={styles.above}>
      {n < 2 && (
        <Note tone="closed" icon={TriangleAlert}>
          {t('settings.tooFew', { n })}
        </Note>
      )}
    </div>
  )
}

type SideProps = {
  part: 'members' | 'backups'
  people: Colleague[]
  onPeople: (people: Colleague[]) => void
  others: readonly Person[]
}

function Side({ part, people, onPeople, others }: SideProps) {
  const t = useT()
  return (
    <Card title={t(`settings.${part}Side`)}>
      <p>{t(`settings.${part}SideHint`)}</p>
      <Picked label={t(`settings.${part}Side`)} name={part} people={people} onPeople={onPeople} />
      <PeoplePicker
        label={t(`settings.${part}Add`)}
        people={others}
        onPick={({ id, name }) => onPeople([...people, { person_id: id, name }])}
      />
    </Card>
  )
}
