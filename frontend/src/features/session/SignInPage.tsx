import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Redirect } from 'wouter'
import { useT } from '@/lib/i18n'
import { forgetKept, setupQuery } from '@/lib/session'
import { Card } from '@/ui/Card'
import { PageHeader } from '@/ui/PageHeader'
import { SignInForm } from './SignInForm'

/** Shown at whatever address was asked for; the page itself follows as soon as the person is known. */
export default function SignInPage() {
  const t = useT()
  const setup = useQuery(setupQuery)
  useEffect(forgetKept, [])
  if (setup.data?.done === false) return <Redirect to="/setup" replace />
  return (
    <>
      <PageHeader title={t('session.title')} lead={t('session.lead')} />
      <Card>
        <SignInForm />
      </Card>
    </>
  )
}
