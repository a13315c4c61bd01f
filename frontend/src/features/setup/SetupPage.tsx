import { useSearchParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { enter } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { PageHeader } from '@/ui/PageHeader'

/** The first page of a new registry: its organisation and its first administrator. */
export default function SetupPage() {
  const t = useT()
  const [search] = useSearchParams()
  const code = search.get('code') ?? undefined
  const setup = api.useMutation('post', '/api/v1/setup', {
    onSuccess: (session) => {
      enter(session)
      navigate('/', { replace: true })
    },
  })
  const create = ({ organisation = '', name = '', email = '', password = '' }) =>
    setup.mutate({ body: { organisation, name, email, password, code } })
  return (
    <>
      <PageHeader title={t('setup.title')} lead={t('setup.lead')} />
      <Card>
        <Form problem={setup.error} onSubmit={create}>
          <TextField
            label={t('setup.organisation')}
            hint={t('setup.organisationHint')}
            name="organisation"
            autoComplete="organization"
          />
          <TextField label={t('setup.name')} name="name" autoComplete="name" />
          <TextField label={t('setup.email')} name="email" type="email" autoComplete="username" />
          <TextField
            label={t('setup.password')}
            hint={t('setup.passwordHint')}
            name="password"
            type="password"
            autoComplete="new-password"
          />
          <Button type="submit" kind="primary" size="large" wide pending={setup.isPending}>
            {t('setup.create')}
          </Button>
        </Form>
      </Card>
    </>
  )
}
