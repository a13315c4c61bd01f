import { OctagonX } from 'lucide-react'
import { useState } from 'react'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { toast } from '@/ui/toast'
import type { Act } from './NextStep'
import type { Experiment } from './queries'

/** States in which something goes on that can be stopped. */
const going = ['in_review', 'ready', 'running', 'paused']

/** Ends it at once. Nobody has to agree, and nothing is asked now: why can be said afterwards. */
export function StopButton({ experiment, act }: { experiment: Experiment; act: Act }) {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const may = going.includes(experiment.status) && experiment.actions.includes('stop')
  useHotkeys(may ? [{ keys: 's', label: t('experiments.stop'), run: () => setAsking(true) }] : [])
  if (!may) return null
  const stop = async () => {
    const { status } = await act.run('stop')
    toast(t(status === 'withdrawn' ? 'experiments.done.withdraw' : 'experiments.done.stop'))
  }
  const sure = () => {
    setAsking(false)
    void stop().catch(() => {})
  }
  return (
    <>
      <Button size="large" icon={<OctagonX aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('experiments.stop')}
      </Button>
      {asking && (
        <Dialog
          title={t('experiments.stopNow')}
          light
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('experiments.goOn')}</Button>
              <Button kind="primary" onClick={sure}>
                {t('experiments.stopIt')}
              </Button>
            </>
          }
        >
          <p>{t('experiments.stopWhy')}</p>
        </Dialog>
      )}
    </>
  )
}
