import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { http } from '@/lib/api/client'
import { useEdit } from '@/lib/edit'
import { useT } from '@/lib/i18n'
import { useVersion } from '@/lib/version'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { EditForm } from './EditForm'
import { MomentFields } from './MomentFields'
import { changed, type Moment, momentQuery } from './queries'
import { AdminPage } from './SettingsPage'

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

const wordsOf = ({ name, description }: Moment) => ({ name, description })

function MomentForm({ moment }: { moment: Moment }) {
  const t = useT()
  const client = useQueryClient()
  const version = useVersion(`/api/v1/moments/${moment.id}`)
  const edit = useEdit({
    start: wordsOf(moment),
    save: async (body) => {
      const params = { path: { id: moment.id }, header: version.header() }
      const { data, error } = await http.PATCH('/api/v1/moments/{id}', { params, body })
      if (!data) throw error
      client.setQueryData(momentQuery(moment.id).queryKey, data)
      version.next()
      toast(t('settings.saved'))
      await changed.moments(client)
    },
    read: async () => {
      const theirs = await client.fetchQuery(momentQuery(moment.id))
      version.next()
      return wordsOf(theirs)
    },
  })
  const named = {
    name: { label: t('settings.momentName') },
    description: { label: t('settings.momentDescription') },
  }
  return (
    <EditForm edit={edit} named={named}>
      <MomentFields values={edit.values} onValues={edit.set} />
    </EditForm>
  )
}
