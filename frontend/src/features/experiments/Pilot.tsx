import { Split } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import type { Experiment } from './queries'

/** While the whole waits, a small part of it may start. */
export function PilotButton({ experiment: { key, actions } }: { experiment: Experiment }) {
  const t = useT()
  if (!actions.includes('split')) return null
  return (
    <ButtonLink size="large" icon={<Split aria-hidden="true" />} href={`/experiments/${key}/pilot`}>
      {t('doors.pilot')}
    </ButtonLink>
  )
}
