import type { ReactNode } from 'react'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Stack } from '@/ui/layout'

type Asked = { isPending: boolean; error: unknown }

type ConfirmProps = {
  title: string
  /** What will happen, and what stays. */
  children: ReactNode
  /** What the red button says: "Revoke", not "OK". */
  action: string
  /** What the button starts. */
  asked: Asked
  onConfirm: () => void
  onClose: () => void
}

/** Asks once before something is taken away. */
export function Confirm({ title, children, action, asked, onConfirm, onClose }: ConfirmProps) {
  const t = useT()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('settings.cancel')}</Button>
          <Button kind="danger" pending={asked.isPending} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <Stack>
        <ErrorSummary error={asked.error} />
        <p>{children}</p>
      </Stack>
    </Dialog>
  )
}
