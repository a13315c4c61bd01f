import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { EditForm } from './EditForm'
import { MomentFields } from './MomentFields'
import { changed, type Moment, momentQuery } from './queries'
import { AdminPage } from './SettingsPage'
import { useVersion } from './version'

export default function MomentPage() {
  const t = useT()
  const { id = '' } = useParams<{ id: string }>()
  const moment = useQuery(momentQuery(id))
  return (
    <AdminPage
      title={moment.data?.name ?? t('settings.moment')}
      back={{ href: '/settings/moments', label: t('settings.moments') }}
    >
      <Loaded query={moment} lines={4}>
        {(data) => (
          <Card>
            <MomentForm key={id} moment={data} />
          </Card>
        )}
      </Loaded>
    </AdminPage>
  )
}

function MomentForm({ moment }: { moment: Moment }) {
  const t = useT()
  const client = useQueryClient()
  const version = useVersion(`/api/v1/moments/${moment.id}`)
  const change = api.useMutation('patch', '/api/v1/moments/{id}', {
    onSuccess: (answer) => {
      client.setQueryData(momentQuery(moment.id).queryKey, answer)
      version.next()
      toast(t('settings.saved'))
      return changed.moments(client)
    },
  })
  const save = ({ name = '', description = '' }) =>
    change.mutate({ params: { path: { id: moment.id }, header: version.header }, body: { name, description } })
  return (
    <EditForm saving={change} onSubmit={save}>
      <MomentFields moment={moment} />
    </EditForm>
  )
}
