import { type ReactNode, useId, useState } from 'react'
import { lacking } from '@/lib/api/problem'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { TextArea } from './Field'
import { Form } from './Form'
import { Stack } from './layout'

/** What a dialog starts: a mutation. */
type Asked = { isPending: boolean; error: unknown }

type AskDialogProps = {
  title: string
  /** What the button says that does it: "Raise the door", not "OK". */
  action: string
  /** What the button says that leaves all as it is; without it there is only the cross. */
  cancel?: string
  /** What the button starts. */
  asked: Asked
  /** What `lacking` says is missing, so that nothing was started. */
  lacks?: unknown
  wide?: boolean
  onSend: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks for what is needed before something is done. Its button does it, and so does Enter; once. */
export function AskDialog({ action, cancel, asked, lacks, onSend, children, ...dialog }: AskDialogProps) {
  const form = useId()
  return (
    <Dialog
      {...dialog}
      actions={
        <>
          {cancel && <Button onClick={dialog.onClose}>{cancel}</Button>}
          <Button kind="primary" type="submit" form={form} pending={asked.isPending}>
            {action}
          </Button>
        </>
      }
    >
      <Form id={form} problem={lacks ?? asked.error} onSubmit={() => asked.isPending || onSend()}>
        <Stack gap={4}>{children}</Stack>
      </Form>
    </Dialog>
  )
}

type ReasonDialogProps = Omit<AskDialogProps, 'lacks' | 'onSend' | 'children'> & {
  label: string
  hint: string
  /** How many characters the reason may have. */
  limit?: number
  /** Called with the reason. */
  onSend: (reason: string) => void
  /** What is told before the reason is asked for. */
  children?: ReactNode
  /** What is asked for beside it. */
  beside?: ReactNode
}

/** An `AskDialog` for a reason that is kept: without one nothing is sent. */
export function ReasonDialog({ label, hint, limit = 4000, onSend, children, beside, ...dialog }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const [lacks, setLacks] = useState<unknown>(null)
  const send = () => {
    const said = reason.trim()
    setLacks(lacking(said ? [] : ['reason']))
    if (said) onSend(said)
  }
  return (
    <AskDialog {...dialog} lacks={lacks} onSend={send}>
      {children}
      <TextArea name="reason" label={label} hint={hint} limit={limit} value={reason} onValue={setReason} />
      {beside}
    </AskDialog>
  )
}
