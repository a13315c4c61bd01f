import { describe, expect, it } from 'vitest'
import { asksToDecide, nextOf } from './next'
import type { Experiment, Requirement } from './queries'

const requirement = (change: Partial<Requirement>): Requirement => ({
  n: 1,
  kind: 'gate',
  gate: 'personal_data',
  route: 'privacy',
  state: 'open',
  when: 'before_start',
  what: '',
  how: '',
  ...change,
})

const experiment = (change: Partial<Experiment>): Experiment => ({
  id: '1',
  key: 'E-1',
  title: 'Refund',
  team_id: 't',
  door: null,
  status: 'draft',
  revision: 1,
  owes_lesson: false,
  hollow_win: false,
  owes_recovery: false,
  near_cap: false,
  check_ins: 0,
  customers_reached: 0,
  requirements: [],
  actions: [],
  created_at: '',
  changed_at: '',
  ...change,
})

const drift: Experiment['drift'] = [{ what: 'ends_on', declared: '2026-11-21', actual: '2026-11-22' }]
const conclusion = { outcome: 'did_not_work' } as const

describe('what an experiment needs next', () => {
  it('leads the team to what the reviewers ask, and to the plan', () => {
    const asked = experiment({ status: 'in_review', actions: ['edit', 'stop'] })
    expect(nextOf(asked, true, 'r-1')).toEqual({
      text: 'experiments.next.asksYou',
      step: { label: 'turns.answer', href: '/reviews/r-1' },
      also: { label: 'experiments.do.edit', href: '/experiments/E-1/edit' },
    })
    expect(nextOf({ ...asked, actions: [] }, false, 'r-1')).toEqual({ text: 'experiments.next.asksTeam' })
    expect(nextOf({ ...asked, actions: ['edit', 'start'] }, true, 'r-1').text).toBe('experiments.next.opensAnew')
  })

  it.each<[string, Partial<Experiment>, string | undefined]>([
    ['a draft', { actions: ['edit', 'submit'] }, 'experiments.do.finish'],
    ['a draft of others', {}, undefined],
    ['in review', { status: 'in_review', actions: ['edit', 'stop'] }, 'experiments.do.seeReview'],
    ['in review, opened anew', { status: 'in_review', actions: ['edit', 'start', 'stop'] }, 'experiments.do.start'],
    ['ready', { status: 'ready', actions: ['edit', 'start'] }, 'experiments.do.start'],
    [
      'ready with a condition',
      { status: 'ready', actions: ['edit', 'start'], requirements: [requirement({ kind: 'condition' })] },
      'experiments.do.conditions',
    ],
    [
      'ready with a condition for later',
      {
        status: 'ready',
        actions: ['edit', 'start'],
        requirements: [requirement({ kind: 'condition', when: 'during' })],
      },
      'experiments.do.start',
    ],
    ['running', { status: 'running', actions: ['pause', 'conclude', 'check_in'] }, 'checkins.do'],
    [
      'past what was declared',
      { status: 'running', drift, actions: ['conclude', 'check_in'] },
      'experiments.do.conclude',
    ],
    ['paused by drift', { status: 'paused', drift, actions: ['edit', 'conclude'] }, 'experiments.do.conclude'],
    ['paused by drift, of others', { status: 'paused', drift }, undefined],
    ['running at others', { status: 'running' }, undefined],
    ['paused', { status: 'paused', actions: ['resume'] }, 'experiments.do.resume'],
    ['paused before a closed door', { status: 'paused', requirements: [requirement({})] }, 'experiments.do.seeReview'],
    ['stopped', { status: 'concluded', owes_lesson: true, actions: ['conclude'] }, 'experiments.do.say'],
    [
      'owing a lesson',
      { status: 'concluded', owes_lesson: true, conclusion, actions: ['archive'] },
      'experiments.do.lesson',
    ],
    ['owing a lesson, to others', { status: 'concluded', owes_lesson: true, conclusion }, undefined],
    ['concluded', { status: 'concluded', conclusion }, 'experiments.do.seeLesson'],
    ['declined', { status: 'declined', actions: ['edit', 'submit'] }, 'experiments.do.again'],
    ['archived', { status: 'archived', actions: ['unarchive'] }, undefined],
  ])('%s', (name, change, label) => {
    expect(nextOf(experiment(change), !name.endsWith('others')).step?.label).toBe(label)
  })

  it.each<[string, Partial<Experiment>, string, string | undefined]>([
    [
      'running',
      { status: 'running', actions: ['conclude', 'check_in'] },
      'checkins.next.running',
      '/experiments/E-1/conclude',
    ],
    ['drifted at others', { status: 'paused', drift }, 'checkins.next.driftElsewhere', undefined],
    [
      'tripped at others',
      { status: 'paused', paused_because: 'stop_rule' },
      'checkins.next.stopRuleElsewhere',
      undefined,
    ],
    ['running at others', { status: 'running' }, 'experiments.next.running', undefined],
    [
      'late',
      { status: 'running', drift, actions: ['edit', 'conclude'] },
      'checkins.next.late',
      '/experiments/E-1/extend',
    ],
    [
      'drifted',
      { status: 'paused', drift, actions: ['edit', 'conclude'] },
      'checkins.next.drift',
      '/experiments/E-1/extend',
    ],
    [
      'tripped',
      { status: 'paused', paused_because: 'stop_rule', actions: ['resume'] },
      'checkins.next.stopRule',
      undefined,
    ],
  ])('%s: says so, and where else to go', (_, change, text, href) => {
    const next = nextOf(experiment(change), true)
    expect([next.text, next.also?.href]).toEqual([text, href])
  })
})

describe('what is used up asks the team', () => {
  const ways = { actions: ['stop', 'edit', 'conclude'] }
  const near = (declared: unknown, actual: unknown) => [{ what: 'customers_exposed' as const, declared, actual }]
  it.each<[string, Partial<Experiment>, boolean]>([
    ['over', { ...ways, drift }, true],
    ['at the cap', { ...ways, nearing: near(40, 40) }, true],
    ['near the cap', { ...ways, nearing: near(40, 39) }, false],
    ['far from everything', ways, false],
    ['of others', { drift }, false],
  ])('%s', (_, change, asks) => expect(asksToDecide(experiment({ status: 'running', ...change }))).toBe(asks))
})

describe('what is owed at the end', () => {
  const concluded = { status: 'concluded', outcome: 'did_not_work', conclusion } as const
  it('is the recovery before the lesson', () => {
    const both = { ...concluded, owes_recovery: true, owes_lesson: true }
    expect(nextOf(experiment(both), true)).toMatchObject({
      step: { label: 'experiments.do.recovery', href: '/experiments/E-1/recovery' },
      also: { label: 'experiments.do.lesson' },
    })
    expect(nextOf(experiment(both), false)).toMatchObject({ text: 'experiments.next.recovery', step: undefined })
  })
})
