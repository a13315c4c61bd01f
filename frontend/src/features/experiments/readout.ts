import type { Key } from '@/lib/i18n'
import { verdictOf } from '@/lib/readout'
import type { Experiment, Readout } from './queries'

/** The sentence of what a readout says. */
export function saysKey({ says }: Readout, signal: Experiment['signal']): Key {
  const verdict = verdictOf(says, signal)
  return verdict === 'nothing' ? 'readout.says.too_early' : `readout.says.${verdict}`
}
