import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { PageHeader } from '@/ui/PageHeader'
import { SignInForm } from './SignInForm'

/** Shown at whatever address was asked for; the page itself follows as soon as the person is known. */
export default function SignInPage() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('session.title')} lead={t('session.lead')} />
      <Card>
        <SignInForm />
      </Card>
    </>
  )
}
