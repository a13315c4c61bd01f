import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { leaving, signOut } from '@/lib/session'
import { readUnsent, useUnsent } from '@/lib/unsent'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Stack } from '@/ui/layout'
import { useSending } from '@/ui/useSending'

/** Signing out forgets what this browser keeps, so it asks first where check-ins wait, and says when nobody answers. */
export default function Leaving() {
  const t = useT()
  const n = useUnsent().length
  const { send, pending } = useSending()
  const [failed, setFailed] = useState(n === 0)
  const leave = () => signOut().catch(() => setFailed(true))
  const sendFirst = async () => {
    setFailed(false)
    await send()
    if (readUnsent().length > 0) setFailed(true)
    else await leave()
  }
  return (
    <Dialog
      title={t('unsent.leave.title')}
      onClose={() => leaving.set(false)}
      actions={
        <>
          <Button kind="quiet" onClick={() => leaving.set(false)}>
            {t('unsent.leave.stay')}
          </Button>
          {n > 0 && (
            <Button kind="danger" onClick={() => void leave()}>
              {t('unsent.leave.delete')}
            </Button>
          )}
          <Button kind="primary" pending={pending} onClick={() => void sendFirst()}>
            {t(n > 0 ? 'unsent.leave.send' : 'ui.retry')}
          </Button>
        </>
      }
    >
      <Stack gap={3}>
        {n > 0 && <p>{t('unsent.leave.why', { n })}</p>}
        <p role="status">{failed && t(n > 0 ? 'unsent.leave.unsent' : 'unsent.leave.offline')}</p>
      </Stack>
    </Dialog>
  )
}
