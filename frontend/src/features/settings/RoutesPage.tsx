import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Badge } from '@/ui/Badge'
import { Stack } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { FirstReviewer } from './FirstReviewer'
import { type Route, routesQuery } from './queries'
import { Row, Rows } from './Rows'
import { looksAt } from './routes'
import { AdminPage } from './SettingsPage'

export default function RoutesPage() {
  const t = useT()
  return (
    <AdminPage title={t('settings.routes')} lead={t('settings.routesLead')}>
      <Routes />
    </AdminPage>
  )
}

function Routes() {
  const t = useT()
  const routes = useQuery(routesQuery)
  return (
    <Loaded query={routes} lines={8}>
      {({ items }) => {
        const empty = items.filter(isEmpty)
        return (
          <Stack gap={4}>
            {empty.length > 1 && <FirstReviewer routes={empty} />}
            <Rows label={t('settings.routes')}>
              {items.map((route) => (
                <RouteRow key={route.name} route={route} />
              ))}
            </Rows>
          </Stack>
        )
      }}
    </Loaded>
  )
}

const isEmpty = ({ members, backups }: Route) => members.length + backups.length === 0

function RouteRow({ route }: { route: Route }) {
  const t = useT()
  const format = useFormats()
  const names = useProposalNames()
  const eligible = route.members.length + route.backups.length
  const list = (people: Route['members']) => format.list(people.map(({ name }) => name))
  return (
    <Row
      name={names.route(route.name)}
      href={`/settings/routes/${route.name}`}
      badges={eligible < 2 && <Badge tone="closed">{t('settings.reviewers', { n: eligible })}</Badge>}
    >
      <p>{looksAt(t, route.name)}</p>
      {eligible > 0 && <p>{t('settings.routeMembers', { names: list(route.members) || '–' })}</p>}
      {route.backups.length > 0 && <p>{t('settings.routeBackups', { names: list(route.backups) })}</p>}
    </Row>
  )
}
