import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/lib/api/client'
import { usePeople } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { Card } from '@/ui/Card'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { PeoplePicker } from './PeoplePicker'
import { changed, type Person, type Route } from './queries'
import { canReview } from './routes'

/** Adds a member to a route, unless somebody has been chosen for it meanwhile. */
async function look(route: string, person: string) {
  const params = { path: { route } }
  const { data, error } = await http.GET('/api/v1/routes/{route}', { params })
  if (!data) throw error
  if (data.members.length > 0) return
  const body = { members: [person], backups: data.backups.map(({ person_id }) => person_id) }
  const saved = await http.PUT('/api/v1/routes/{route}', { params, body })
  if (!saved.data) throw saved.error
}

/** For a registry that begins: one person for every route that has nobody, in one press instead of a page for each. */
export function FirstReviewer({ routes }: { routes: readonly Route[] }) {
  const t = useT()
  const client = useQueryClient()
  const everyone = usePeople()
  const n = routes.length
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ id }: Person) => {
      for (const { name } of routes) await look(name, id)
      return routes.length // the page hears of each, so that there are fewer at the end
    },
    onSuccess: (n, { name }) => {
      toast(t('settings.looksAtAll', { name, n }))
      focusHeading() // the card goes
    },
    onSettled: () => changed.routes(client),
  })
  return (
    <Card title={t('settings.routesEmpty', { n })}>
      <p>{t('settings.routesEmptyHow')}</p>
      <ErrorSummary error={error} />
      <Loaded query={everyone} lines={2}>
        {(people) => (
          <PeoplePicker
            label={t('settings.firstReviewer')}
            people={people.filter(canReview)}
            onPick={(person) => !isPending && mutate(person)}
          />
        )}
      </Loaded>
    </Card>
  )
}
