import { useParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { api } from '@/lib/api/client'
import { asProblem } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { enter } from '@/lib/session'
import { Button, ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { PageHeader } from '@/ui/PageHeader'

/** Where the link of an invitation leads: the person chooses a password, and is in. */
export default function InvitationPage() {
  const t = useT()
  const { code = '' } = useParams<{ code: string }>()
  const redeem = api.useMutation('post', '/api/v1/invitations/{code}', {
    onSuccess: (person) => {
      enter(person)
      navigate('/', { replace: true })
    },
  })
  if (asProblem(redeem.error)?.status === 404) return <Over />
  return (
    <>
      <PageHeader title={t('session.welcome')} lead={t('session.welcomeLead')} />
      <Card>
        <Form
          problem={redeem.error}
          onSubmit={({ password = '' }) => redeem.mutate({ params: { path: { code } }, body: { password } })}
        >
          <TextField
            label={t('session.newPassword')}
            hint={t('session.passwordHint')}
            name="password"
            type="password"
            autoComplete="new-password"
          />
          <Button type="submit" kind="primary" size="large" wide pending={redeem.isPending}>
            {t('session.enter')}
          </Button>
        </Form>
      </Card>
    </>
  )
}

function Over() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('session.linkOver')} lead={t('session.linkOverWhy')} />
      <ButtonLink kind="primary" size="large" wide href="/">
        {t('session.signIn')}
      </ButtonLink>
    </>
  )
}
