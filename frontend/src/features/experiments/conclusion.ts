import type { Conclusion } from './queries'

type Counted = { count: number | null; why: string }
type YesNo = { yes: number | null; no: number | null }

/** The form of a recovery. */
export type RecoveryAnswers = { recovery: RecoveryStep[]; loopClosedOn: string | null }

/** The form of a conclusion: what is null or empty was not answered. */
export type Answers = {
  outcome: Conclusion['outcome'] | null
  signal: number | null
  rightReason: 'yes' | 'no' | 'unsure' | null
  counterSignal: number | null
  keptPromise: YesNo
  improvedLife: YesNo
  felt: { good: number | null; neutral: number | null; bad: number | null }
  quotes: string
  gained: Counted
  lost: Counted
  undone: 'yes' | 'no' | null
  hours: number | null
  cost: number | null
  leftOvers: string
  asSaid: 'yes' | 'no' | 'unsure' | null
  hurt: 'yes' | 'no' | null
  next: NonNullable<Conclusion['next']> | null
} & RecoveryAnswers

export const recoverySteps = ['time', 'acknowledge', 'meet', 'act'] as const
export type RecoveryStep = (typeof recoverySteps)[number]

/** The same with each step by itself, so that two people can tick different ones. */
export type RecoverySteps = Record<RecoveryStep, boolean> & Pick<RecoveryAnswers, 'loopClosedOn'>

export const unanswered: Answers = {
  outcome: null,
  signal: null,
  rightReason: null,
  counterSignal: null,
  keptPromise: { yes: null, no: null },
  improvedLife: { yes: null, no: null },
  felt: { good: null, neutral: null, bad: null },
  quotes: '',
  gained: { count: null, why: '' },
  lost: { count: null, why: '' },
  undone: null,
  hours: null,
  cost: null,
  leftOvers: '',
  asSaid: null,
  hurt: null,
  recovery: [],
  loopClosedOn: null,
  next: null,
}

const given = (counts: Record<string, number | null>) => Object.values(counts).some((count) => count !== null)
const zeroed = <K extends string>(counts: Record<K, number | null>) =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count ?? 0])) as Record<K, number>
const counted = ({ count, why }: Counted) =>
  count === null && !why.trim() ? undefined : { count: count ?? 0, why: why.trim() || undefined }

/** The conclusion as the server takes it: only what was answered. */
export function conclusionOf(answers: Answers): Partial<Conclusion> {
  const { outcome, undone, hurt } = answers
  if (outcome === 'not_run') return { outcome, next: answers.next ?? undefined }
  return {
    outcome: outcome ?? undefined,
    signal: answers.signal ?? undefined,
    right_reason: answers.rightReason ?? undefined,
    counter_signal: answers.counterSignal ?? undefined,
    customers_say: customersOf(answers),
    gained: counted(answers.gained),
    lost: counted(answers.lost),
    undone: undone === null ? undefined : undoneOf(answers),
    reversible_as_said: answers.asSaid ?? undefined,
    next: answers.next ?? undefined,
    recovery: hurt === 'yes' ? recoveryOf(answers) : undefined,
  }
}

/** The recovery as the server takes it: the loop is closed when every step is done, and not before. */
export function recoveryOf({ recovery, loopClosedOn }: RecoveryAnswers): NonNullable<Conclusion['recovery']> {
  const whole = recoverySteps.every((step) => recovery.includes(step))
  return {
    time: recovery.includes('time'),
    acknowledge: recovery.includes('acknowledge'),
    meet: recovery.includes('meet'),
    act: recovery.includes('act'),
    loop_closed_on: (whole && loopClosedOn) || undefined,
  }
}

export const recoveryStepsOf = (recovery: Conclusion['recovery']): RecoverySteps =>
  stepsOf({
    recovery: recoverySteps.filter((step) => recovery?.[step]),
    loopClosedOn: recovery?.loop_closed_on ?? null,
  })

export const stepsOf = ({ recovery, loopClosedOn }: RecoveryAnswers): RecoverySteps => ({
  time: recovery.includes('time'),
  acknowledge: recovery.includes('acknowledge'),
  meet: recovery.includes('meet'),
  act: recovery.includes('act'),
  loopClosedOn,
})

export const ticked = ({ loopClosedOn, ...steps }: RecoverySteps): RecoveryAnswers => ({
  recovery: recoverySteps.filter((step) => steps[step]),
  loopClosedOn,
})

function undoneOf({ undone, hours, cost, leftOvers }: Answers): Conclusion['undone'] {
  if (undone === 'no') return { needed: false }
  return { needed: true, hours: hours ?? undefined, cost: cost ?? undefined, left_overs: leftOvers.trim() || undefined }
}

function customersOf({ keptPromise, improvedLife, felt, quotes }: Answers): Conclusion['customers_say'] {
  const said = quotes
    .split('\n')
    .map((quote) => quote.trim())
    .filter(Boolean)
  if (!given(keptPromise) && !given(improvedLife) && !given(felt) && said.length === 0) return undefined
  return {
    kept_promise: given(keptPromise) ? zeroed(keptPromise) : undefined,
    improved_life: given(improvedLife) ? zeroed(improvedLife) : undefined,
    felt: given(felt) ? zeroed(felt) : undefined,
    quotes: said.length > 0 ? said : undefined,
  }
}
