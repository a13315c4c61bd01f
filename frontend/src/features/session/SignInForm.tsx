import type { ReactNode } from 'react'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { enter } from '@/lib/session'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'

/** `email` is filled in where the person is known. */
export function SignInForm({ email, beside }: { email?: string; beside?: ReactNode }) {
  const t = useT()
  const signIn = api.useMutation('post', '/api/v1/session', { onSuccess: enter })
  return (
    <Form
      problem={signIn.error}
      onSubmit={({ email = '', password = '' }) => signIn.mutate({ body: { email, password } })}
    >
      <TextField label={t('session.email')} name="email" type="email" autoComplete="username" defaultValue={email} />
      <TextField label={t('session.password')} name="password" type="password" autoComplete="current-password" />
      <Button type="submit" kind="primary" size="large" wide pending={signIn.isPending}>
        {t('session.signIn')}
      </Button>
      {beside}
    </Form>
  )
}
