import type { Key } from '@/lib/i18n'
import type { Action, Experiment } from './queries'

/** The one thing to do next: a place to go to, or an action of the state. */
export type Step = { label: Key } & ({ href: string } | { action: Action })

/** `also` is what may as well be done, where there are two ways on. */
export type Next = { text: Key; step?: Step; also?: { label: Key; href: string } }

/** Whether something before the start is still missing: a gate's approval, or a condition of one. */
const blocks = ({ requirements = [] }: Experiment, kind: 'gate' | 'condition') =>
  requirements.some(
    (one) => one.kind === kind && one.when === 'before_start' && (one.state === 'open' || one.state === 'dismissed'),
  )

/**
 * Whether what was declared is used up or passed, so that the team has to decide: stop, go on for longer, or say how it
 * ended. The server asks it of nobody but the team.
 */
export function asksToDecide({ actions, drift = [], nearing = [] }: Experiment): boolean {
  const over = drift.length > 0 || nearing.some(({ declared, actual }) => declared === actual)
  return over && ['stop', 'edit', 'conclude'].every((way) => actions.includes(way))
}

/**
 * What the state of an experiment needs next, of whoever may do it; `mine` for those of its team. `answering` is the
 * review in which it is the team's turn.
 */
export function nextOf(experiment: Experiment, mine: boolean, answering?: string): Next {
  const { key, status, actions } = experiment
  const may = (action: string) => actions.includes(action)
  const address = `/experiments/${key}`
  const conditions: Next = {
    text: 'experiments.next.conditions',
    step: may('edit') ? { label: 'experiments.do.conditions', href: `${address}?tab=review` } : undefined,
  }
  switch (status) {
    case 'draft':
      return {
        text: 'experiments.next.draft',
        step: may('submit') ? { label: 'experiments.do.finish', href: `/propose?draft=${key}` } : undefined,
      }
    case 'in_review':
      return answering && !may('start') ? asked(experiment, answering) : inReview(experiment)
    case 'ready':
      if (blocks(experiment, 'condition')) return conditions
      return {
        text: 'experiments.next.ready',
        step: may('start') ? { label: 'experiments.do.start', action: 'start' } : undefined,
      }
    case 'running':
      return running(experiment)
    case 'paused':
      return paused(experiment, conditions)
    case 'concluded':
      return concluded(experiment, mine)
    case 'archived':
      return { text: 'experiments.next.archived' }
    default:
      return {
        text: status === 'declined' ? 'experiments.next.declined' : 'experiments.next.withdrawn',
        step: may('submit') ? { label: 'experiments.do.again', href: `/propose?draft=${key}` } : undefined,
      }
  }
}

/** The reviewers have answered, and wait for the team. */
function asked({ key, actions }: Experiment, review: string): Next {
  if (!actions.includes('edit')) return { text: 'experiments.next.asksTeam' }
  return {
    text: 'experiments.next.asksYou',
    step: { label: 'turns.answer', href: `/reviews/${review}` },
    also: { label: 'experiments.do.edit', href: `/experiments/${key}/edit` },
  }
}

/** A newer policy may have opened the door that an older one closed. */
function inReview({ key, actions }: Experiment): Next {
  const review = { label: 'experiments.do.seeReview', href: `/experiments/${key}?tab=review` } as const
  if (actions.includes('start'))
    return {
      text: 'experiments.next.opensAnew',
      step: { label: 'experiments.do.start', action: 'start' },
      also: review,
    }
  return { text: 'experiments.next.in_review', step: review }
}

function running(experiment: Experiment): Next {
  const { key, actions, drift = [] } = experiment
  if (drift.length > 0) return drifted(experiment)
  return {
    text: actions.includes('check_in') ? 'checkins.next.running' : 'experiments.next.running',
    step: actions.includes('check_in') ? { label: 'checkins.do', href: `/experiments/${key}/check-in` } : undefined,
    also: actions.includes('conclude')
      ? { label: 'experiments.do.conclude', href: `/experiments/${key}/conclude` }
      : undefined,
  }
}

/** It has passed what was declared: besides stopping it there are two ways on. */
function drifted({ key, status, actions }: Experiment): Next {
  return {
    text: !actions.includes('conclude')
      ? 'checkins.next.driftElsewhere'
      : status === 'paused'
        ? 'checkins.next.drift'
        : 'checkins.next.late',
    step: actions.includes('conclude')
      ? { label: 'experiments.do.conclude', href: `/experiments/${key}/conclude` }
      : undefined,
    also: actions.includes('edit') ? { label: 'checkins.declareMore', href: `/experiments/${key}/extend` } : undefined,
  }
}

function paused(experiment: Experiment, conditions: Next): Next {
  if ((experiment.drift ?? []).length > 0) return drifted(experiment)
  const tripped = experiment.paused_because === 'stop_rule'
  if (experiment.actions.includes('resume'))
    return {
      text: tripped ? 'checkins.next.stopRule' : 'experiments.next.paused',
      step: { label: 'experiments.do.resume', action: 'resume' },
    }
  if (blocks(experiment, 'gate'))
    return {
      text: 'experiments.next.pausedClosed',
      step: { label: 'experiments.do.seeReview', href: `/experiments/${experiment.key}?tab=review` },
    }
  if (blocks(experiment, 'condition')) return conditions
  return { text: tripped ? 'checkins.next.stopRuleElsewhere' : 'experiments.next.paused' }
}

function concluded(experiment: Experiment, mine: boolean): Next {
  const { key, actions, owes_lesson: owes, owes_recovery: recovers, conclusion } = experiment
  if (actions.includes('conclude') && !conclusion)
    return {
      text: 'experiments.next.stopped',
      step: { label: 'experiments.do.say', href: `/experiments/${key}/conclude` },
    }
  if (recovers)
    return {
      text: 'experiments.next.recovery',
      step: mine ? { label: 'experiments.do.recovery', href: `/experiments/${key}/recovery` } : undefined,
      also: mine && owes ? { label: 'experiments.do.lesson', href: `/experiments/${key}/lesson` } : undefined,
    }
  if (owes)
    return {
      text: 'experiments.next.owes',
      step: mine ? { label: 'experiments.do.lesson', href: `/experiments/${key}/lesson` } : undefined,
    }
  return {
    text: 'experiments.next.concluded',
    step: { label: 'experiments.do.seeLesson', href: `/experiments/${key}?tab=lesson` },
  }
}
