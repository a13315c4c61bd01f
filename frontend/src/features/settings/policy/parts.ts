import { changedFields, merge } from '@/lib/merge'
import type { Draft, Edits } from './queries'

/** The parts of a document that a form can change, by their names: "limits.customers", "calendar.days", "texts.much_money.says.en". */
export type Parts = Record<string, unknown>

const kinds = ['says', 'opens'] as const
const join = (...names: string[]) => names.join('.')

export function partsOf({ limits, calendar, rules }: Draft): Parts {
  return Object.fromEntries([
    ...limits.map(({ limit, value }) => [join('limits', limit), value]),
    ...Object.entries(calendar ?? {}).map(([part, value]) => [join('calendar', part), value]),
    ...rules.flatMap((rule) =>
      kinds.flatMap((kind) =>
        Object.entries(rule[kind]).map(([language, text]) => [join('texts', rule.id, kind, language), text]),
      ),
    ),
  ])
}

/** What writes some parts into a document. */
export function editsOf(parts: Parts, names: readonly string[]): Edits {
  const split = names.map((name) => ({ name, steps: name.split('.') }))
  const of = (kind: string) => split.filter(({ steps }) => steps[0] === kind)
  const limits = of('limits').map(({ name, steps: [, limit = ''] }) => ({ limit, value: parts[name] as number | null }))
  const texts = of('texts').map(({ name, steps: [, rule = '', kind, language] }) => ({
    rule,
    part: join(kind ?? '', language ?? ''),
    to: String(parts[name]),
  }))
  const part = <T>(name: string) => parts[join('calendar', name)] as T
  const calendar = {
    days: part<string[]>('days'),
    from: part<string>('from'),
    to: part<string>('to'),
    closed: part<string[]>('closed'),
  }
  return { limits, texts, ...(of('calendar').length > 0 && { calendar }) }
}

/** Both changed since `base`: what to write into theirs, but for `taken`, where theirs stays. */
export function together(base: Parts, mine: Parts, theirs: Parts, taken: readonly string[] = []) {
  const { values, conflicts } = merge(base, mine, theirs)
  const own = changedFields(base, mine)
  return {
    conflicts,
    /** Whether theirs has a place for all that is mine. */
    fits: own.every((name) => name in theirs && name in mine),
    edits: editsOf({ ...values, ...Object.fromEntries(taken.map((name) => [name, theirs[name]])) }, own),
  }
}
