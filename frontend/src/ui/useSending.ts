import { useCallback, useState } from 'react'
import { useT } from '@/lib/i18n'
import { type Outcome, sendUnsent } from '@/lib/sending'
import { toast } from './toast'

/** Sends what waits in this browser, and says what was sent; a page that uses it needs the texts "unsent". */
export function useSending() {
  const t = useT()
  const [pending, setPending] = useState(false)
  const send = useCallback(async (): Promise<Outcome[]> => {
    setPending(true)
    const outcomes = await sendUnsent().finally(() => setPending(false))
    for (const one of outcomes) {
      const { title } = one.unsent.experiment
      if (one.became === 'refused') toast(t('unsent.refusedNow', { title }))
      if (one.became === 'sent')
        toast(t(one.answer?.status === 'paused' ? 'unsent.sentPaused' : 'unsent.sent', { title }))
    }
    return outcomes
  }, [t])
  return { send, pending }
}
