import type { Problem } from '@/lib/api/problem'
import type { CheckInBody } from './queries'

/** What a signal was: counted (hits of n), an average (of n, with its spread), or a number alone. */
export const kinds = ['count', 'mean', 'value'] as const
export type Kind = (typeof kinds)[number]

/** The form of a check-in: what is null or empty was not answered. */
export type Answers = {
  reached: number | null
  kind: Kind
  signal: number | null
  n: number | null
  hits: number | null
  sd: number | null
  counterSignal: number | null
  stopRule: 'yes' | 'no' | null
  quotes: string
  note: string
  on: string
}

export const unanswered = (today: string, kind: Kind): Answers => ({
  reached: null,
  kind,
  signal: null,
  n: null,
  hits: null,
  sd: null,
  counterSignal: null,
  stopRule: null,
  quotes: '',
  note: '',
  on: today,
})

/** A count of people: whole, and never below nought. */
export const whole = (n: number | null) => (n === null || n < 0 ? null : Math.round(n))

/** A share is counted, as long as nobody has said otherwise. */
export const usualKind = (unit = ''): Kind => (unit.includes('%') ? 'count' : 'value')

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** What each kind asks for; the answers to the others are left out. */
const asked: Record<Kind, readonly ('signal' | 'n' | 'hits' | 'sd')[]> = {
  count: ['n', 'hits'],
  mean: ['signal', 'n', 'sd'],
  value: ['signal'],
}

/** The share that was counted, in the signal's unit. */
const share = (hits: number, n: number, unit: string) => Math.round((hits / n) * (unit.includes('%') ? 1e5 : 1e3)) / 1e3

function readingOf(answers: Answers, unit = ''): CheckInBody['signal'] {
  const said = asked[answers.kind]
  const take = (name: (typeof said)[number]) => (said.includes(name) ? (answers[name] ?? undefined) : undefined)
  const [n, hits, sd] = [take('n'), take('hits'), take('sd')]
  const value = take('signal') ?? (n && hits !== undefined ? share(hits, n, unit) : undefined)
  return value === undefined ? undefined : { value, n, hits, sd }
}

/** The check-in as the server takes it, of answers without faults. */
export function checkInOf(answers: Answers, unit?: string): CheckInBody {
  const quotes = lines(answers.quotes)
  return {
    on: answers.on,
    customers_reached: answers.reached ?? 0,
    signal: readingOf(answers, unit),
    counter_signal: answers.counterSignal ?? undefined,
    stop_rule_tripped: answers.stopRule === 'yes',
    quotes: quotes.length > 0 ? quotes : undefined,
    note: answers.note.trim() || undefined,
  }
}

/** The form that such a check-in was made with. */
export function answersOf({ signal, quotes = [], ...said }: CheckInBody, usual: Kind): Answers {
  const kind =
    signal === undefined ? usual : signal.hits !== undefined ? 'count' : signal.n === undefined ? 'value' : 'mean'
  return {
    reached: said.customers_reached,
    kind,
    signal: kind === 'count' ? null : (signal?.value ?? null),
    n: signal?.n ?? null,
    hits: signal?.hits ?? null,
    sd: signal?.sd ?? null,
    counterSignal: said.counter_signal ?? null,
    stopRule: said.stop_rule_tripped ? 'yes' : 'no',
    quotes: quotes.join('\n'),
    note: said.note ?? '',
    on: said.on,
  }
}

const longestQuote = 1000

/** What is missing or cannot be, as the server would refuse it, which may not be there to ask; null when all is well. */
export function faultsOf(answers: Answers): Problem | null {
  const { kind, reached, stopRule, signal, n, hits, sd } = answers
  const said = asked[kind].some((name) => answers[name] !== null)
  const counts = said && kind !== 'value'
  const rules: [boolean, string, string, string?][] = [
    [reached === null, 'customers_reached', 'required'],
    [said && kind === 'mean' && signal === null, 'signal.value', 'required'],
    [counts && n === null, 'signal.n', 'required'],
    [counts && n !== null && n < 1, 'signal.n', 'minimum', '1'],
    [said && kind === 'count' && hits === null, 'signal.hits', 'required'],
    [kind === 'count' && n !== null && hits !== null && hits > n, 'signal.hits', 'too_many'],
    [kind === 'mean' && sd !== null && sd < 0, 'signal.sd', 'minimum', '0'],
    [stopRule === null, 'stop_rule_tripped', 'required'],
    [lines(answers.quotes).some((quote) => quote.length > longestQuote), 'quotes', 'max_length', `${longestQuote}`],
  ]
  const errors = rules.flatMap(([broken, field, code, message = '']) =>
    broken ? [{ location: `body.${field}`, code, message }] : [],
  )
  return errors.length > 0 ? { type: '/problems/invalid-input', status: 422, errors } : null
}
