import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Redirect, useSearchParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { enter, setupQuery } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Checkbox } from '@/ui/Choice'
import { TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded } from '@/ui/states'

/** The first page of a new registry: its organisation and its first administrator. */
export default function SetupPage() {
  const t = useT()
  const setup = useQuery(setupQuery)
  const [search] = useSearchParams()
  const code = search.get('code') ?? undefined
  if (setup.data?.done) return <Redirect to="/" replace />
  return (
    <>
      <PageHeader title={t('setup.title')} lead={t('setup.lead')} />
      <Loaded query={setup}>
        {({ needs_code }) => (
          <Card>
            <SetupForm code={code} asksForCode={needs_code && !code} />
          </Card>
        )}
      </Loaded>
    </>
  )
}

function SetupForm({ code: given, asksForCode }: { code?: string; asksForCode: boolean }) {
  const t = useT()
  const [example, setExample] = useState(false)
  const setup = api.useMutation('post', '/api/v1/setup', {
    onSuccess: (person) => {
      enter(person)
      navigate('/', { replace: true })
    },
  })
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const create = ({ organisation = '', name = '', email = '', password = '', code = given }) =>
    setup.mutate({ body: { organisation, name, email, password, code, example, time_zone: timeZone } })
  return (
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
      {asksForCode && <TextField label={t('setup.code')} hint={t('setup.codeHint')} name="code" autoComplete="off" />}
      <Checkbox label={t('setup.example')} hint={t('setup.exampleHint')} checked={example} onChecked={setExample} />
      <Button type="submit" kind="primary" size="large" wide pending={setup.isPending}>
        {t('setup.create')}
      </Button>
    </Form>
  )
}
