import type { Conclusion, Experiment } from './queries'

type Said = Pick<Conclusion, 'outcome' | 'right_reason' | 'counter_signal'>
export type Because = 'right_reason' | 'counter_signal'

/**
 * What speaks for a hollow win as far as this form can tell: the team's own answer, and a counter-signal beyond the
 * limit that was chosen before the start. Where no limit was chosen, the server compares with the check-ins.
 */
export function hollowBecause({ outcome, ...said }: Said, plan: Experiment['hollow_if']): Because[] {
  if (outcome !== 'worked') return []
  const because: Because[] = said.right_reason === 'no' ? ['right_reason'] : []
  return isBeyond(plan, said.counter_signal) ? [...because, 'counter_signal'] : because
}

function isBeyond({ direction, limit }: NonNullable<Experiment['hollow_if']> = {}, end: number | undefined) {
  if (limit === undefined || end === undefined) return false
  return direction === 'up' ? end > limit : direction === 'down' && end < limit
}
