import { useT } from '@/lib/i18n'
import { askToSignOut, usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Stack } from '@/ui/layout'
import { SignInForm } from './SignInForm'

/** Over the page whose session has ended: what is typed in it stays, and what was being saved is saved afterwards. */
export default function SignInAgain() {
  const t = useT()
  const { email } = usePerson()
  return (
    <Dialog title={t('session.again')} onClose={askToSignOut}>
      <Stack>
        <p>{t('session.againWhy')}</p>
        <SignInForm
          email={email}
          beside={
            <Button kind="quiet" wide onClick={askToSignOut}>
              {t('session.leave')}
            </Button>
          }
        />
      </Stack>
    </Dialog>
  )
}
