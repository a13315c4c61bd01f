import type { Experiment, Patch } from './queries'

type Answer = string | number | null

/** What a pilot says other than the whole; null is not answered yet. */
export type Pilot = { title: string; different: string; ends_on: string | null; answers: Record<string, Answer> }

type Judged = Pick<Experiment, 'answers' | 'change' | 'classification' | 'ends_on'>

/** What is asked anew: what closed the door, and always how many customers it may touch. */
export function reopened({ classification }: Judged): string[] {
  const closed = classification?.reasons.map(({ gate }) => gate) ?? []
  return [...new Set([...closed, 'customers_exposed'])]
}

/** A pilot as it is first shown. A risk does not go away by itself, so what closed the door is not answered yet; figures are there to be made smaller. */
export function pilotOf(experiment: Judged, title: string, today: string): Pilot {
  const answers = (experiment.answers ?? {}) as Record<string, Answer>
  const asked = reopened(experiment).map((gate) => {
    const known = answers[gate] ?? null
    return [gate, typeof known === 'number' ? known : null] as const
  })
  const { ends_on: day } = experiment
  return { title, different: '', ends_on: day && day >= today ? day : null, answers: Object.fromEntries(asked) }
}

/** The changes that make the pilot of the whole. */
export function patchOf({ change }: Judged, pilot: Pilot): Patch {
  const different = pilot.different.trim()
  return {
    title: pilot.title.trim(),
    ends_on: pilot.ends_on,
    change: different ? [change, different].filter(Boolean).join('\n\n') : undefined,
    answers: pilot.answers as Patch['answers'],
  }
}
