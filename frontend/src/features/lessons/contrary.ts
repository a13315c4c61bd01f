import type { Lesson } from './queries'

/** Of the hits, best first: how many are looked at, and how many are put before all others. */
const looked = 10
const most = 2

/**
 * People look for what agrees with them. So of what was found, the two that fit best and speak against
 * trying the same are shown first, unless the best of all is one of them; the others stay as they were.
 * What is superseded stays below the lesson that says it better, where that was found too.
 */
export function contraryFirst<L extends Pick<Lesson, 'id' | 'outcome' | 'hollow_win' | 'superseded_by'>>(found: L[]) {
  const isContrary = ({ outcome, hollow_win, superseded_by: newer }: L) =>
    (outcome === 'did_not_work' || hollow_win) && !found.some(({ id }) => id === newer?.id)
  const first = found[0] && !isContrary(found[0]) ? found.slice(0, looked).filter(isContrary).slice(0, most) : []
  return { first, others: found.filter((lesson) => !first.includes(lesson)) }
}
