import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Form } from '@/ui/Form'
import { toast } from '@/ui/toast'
import { MomentFields } from './MomentFields'
import { changed } from './queries'
import { AdminPage } from './SettingsPage'

export default function NewMomentPage() {
  const t = useT()
  const client = useQueryClient()
  const create = api.useMutation('post', '/api/v1/moments', {
    onSuccess: async ({ name }) => {
      await changed.moments(client)
      navigate('/settings/moments')
      toast(t('settings.momentAdded', { name }))
    },
  })
  const [words, setWords] = useState({ name: '', description: '' })
  return (
    <AdminPage title={t('settings.addMoment')} back={{ href: '/settings/moments', label: t('settings.moments') }}>
      <Card>
        <Form problem={create.error} onSubmit={() => create.mutate({ body: words })}>
          <MomentFields values={words} onValues={(part) => setWords({ ...words, ...part })} />
          <Button type="submit" kind="primary" pending={create.isPending}>
            {t('settings.addMoment')}
          </Button>
        </Form>
      </Card>
    </AdminPage>
  )
}
