import { TriangleAlert } from 'lucide-react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { hollowText } from '@/lib/proposal'
import { Note } from '@/ui/states'
import type { Because } from './hollowBecause'
import type { Experiment } from './queries'

/** The number moved while the goal did not, and what says so. */
export function HollowNote({ experiment, because }: { experiment: Experiment; because: readonly Because[] }) {
  const t = useT()
  const format = useFormats()
  const { counter_signal: counter, hollow_if: plan } = experiment
  if (because.length === 0) return null
  const values = {
    name: counter || t('experiments.counterSignal'),
    rule: plan ? hollowText(t, format, plan) : '',
  }
  return (
    <Note icon={TriangleAlert}>
      <p>{t('experiments.hollow')}</p>
      {because.map((one) => (
        <p key={one}>{t(`conclusions.hollow.${one}`, values)}</p>
      ))}
    </Note>
  )
}
