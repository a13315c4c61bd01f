import type { CheckInBody } from './queries'

/** The form of a check-in: what is null or empty was not answered. */
export type Answers = {
  reached: number | null
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

export const unanswered = (today: string): Answers => ({
  reached: null,
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

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The share that was counted, in the signal's unit; null when it was not. */
const share = ({ n, hits }: Answers, unit = '') =>
  n && hits !== null ? Math.round((hits / n) * (unit.includes('%') ? 1e5 : 1e3)) / 1e3 : null

/** The check-in as the server takes it: only what was answered, so that it can name what is missing. */
export function checkInOf(answers: Answers, unit?: string): Partial<CheckInBody> {
  const { n, hits, sd, stopRule } = answers
  const signal = answers.signal ?? share(answers, unit)
  const quotes = lines(answers.quotes)
  const measured = [signal, n, hits, sd].some((figure) => figure !== null)
  return {
    on: answers.on,
    customers_reached: answers.reached ?? undefined,
    signal: measured
      ? ({
          value: signal ?? undefined,
          n: n ?? undefined,
          hits: hits ?? undefined,
          sd: sd ?? undefined,
        } as CheckInBody['signal'])
      : undefined,
    counter_signal: answers.counterSignal ?? undefined,
    stop_rule_tripped: stopRule === null ? undefined : stopRule === 'yes',
    quotes: quotes.length > 0 ? quotes : undefined,
    note: answers.note.trim() || undefined,
  }
}
