import { useT } from '@/lib/i18n'
import { ReasonDialog } from '@/ui/AskDialog'
import { toast } from '@/ui/toast'
import { type Obstacle, useKeep, useRemove } from './queries'

export type Ending = 'remove' | 'keep'

/** Says that it is gone, or that it stays, with the reason that everyone reads. */
export function EndDialog({ obstacle, ending, onClose }: { obstacle: Obstacle; ending: Ending; onClose: () => void }) {
  const t = useT()
  const end = { remove: useRemove(), keep: useKeep() }[ending]
  const send = (reason: string) =>
    end.mutate(
      { params: { path: { id: obstacle.id } }, body: { reason } },
      {
        onSuccess: () => {
          onClose()
          toast(t(`obstacles.done.${ending}`))
        },
      },
    )
  return (
    <ReasonDialog
      title={t(`obstacles.${ending}`)}
      label={t(`obstacles.reason.${ending}`)}
      hint={t(`obstacles.reasonHint.${ending}`)}
      action={t(`obstacles.send.${ending}`)}
      asked={end}
      onSend={send}
      onClose={onClose}
    />
  )
}
