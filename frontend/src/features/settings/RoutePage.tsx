import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useParams } from 'wouter'
import { http } from '@/lib/api/client'
import { usePeople } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Loaded, Note } from '@/ui/states'
import { EditForm } from './EditForm'
import { PeoplePicker } from './PeoplePicker'
import { Picked } from './Picked'
import { type Colleague, changed, type Person, type Route, routeQuery } from './queries'
import styles from './Route.module.css'
import { canReview, looksAt } from './routes'
import { AdminPage } from './SettingsPage'
import { useSettingEdit } from './useSettingEdit'

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

const sidesOf = ({ members, backups }: Route) => ({ members, backups })
const names = (people: readonly Colleague[]) => people.map(({ name }) => name).join('\n')
const ids = (people: readonly Colleague[]) => people.map(({ person_id }) => person_id)

function RouteForm({ route, reviewers }: { route: Route; reviewers: readonly Person[] }) {
  const t = useT()
  const client = useQueryClient()
  const edit = useSettingEdit({
    path: `/api/v1/routes/${route.name}`,
    query: routeQuery(route.name),
    loaded: route,
    valuesOf: sidesOf,
    send: ({ members, backups }, header) => {
      const body = { members: ids(members), backups: ids(backups) }
      return http.PUT('/api/v1/routes/{route}', { params: { path: { route: route.name }, header }, body })
    },
    onSaved: () => changed.routes(client),
  })
  const { members, backups } = edit.values
  const chosen = [...ids(members), ...ids(backups)]
  const others = reviewers.filter(({ id }) => !chosen.includes(id))
  const named = {
    members: { label: t('settings.membersSide'), written: names },
    backups: { label: t('settings.backupsSide'), written: names },
  }
  return (
    <EditForm edit={edit} named={named}>
      {reviewers.length === 0 && <Note>{t('settings.noReviewers')}</Note>}
      <div>
        <TooFew n={chosen.length} />
        <Side part="members" people={members} onPeople={(members) => edit.set({ members })} others={others} />
      </div>
      <Side part="backups" people={backups} onPeople={(backups) => edit.set({ backups })} others={others} />
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
