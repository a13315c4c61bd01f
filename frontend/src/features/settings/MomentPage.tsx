import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { http } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/states'
import { EditForm } from './EditForm'
import { MomentFields } from './MomentFields'
import { changed, type Moment, momentQuery } from './queries'
import { AdminPage } from './SettingsPage'
import { useSettingEdit } from './useSettingEdit'

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
  const edit = useSettingEdit({
    path: `/api/v1/moments/${moment.id}`,
    query: momentQuery(moment.id),
    loaded: moment,
    valuesOf: wordsOf,
    send: (body, header) => http.PATCH('/api/v1/moments/{id}', { params: { path: { id: moment.id }, header }, body }),
    onSaved: () => changed.moments(client),
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
