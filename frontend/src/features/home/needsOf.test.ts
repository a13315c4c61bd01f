import { describe, expect, it } from 'vitest'
import { courseOf } from './days'
import { needsOf } from './needsOf'
import type { AtHand, Review } from './queries'

const day = '2026-11-22'

const experiment = (key: string, more: Partial<AtHand>): AtHand => ({
  id: key,
  key,
  title: key,
  team_id: 'team',
  language: 'en',
  status: 'running',
  door: 'two_way',
  revision: 1,
  owes_lesson: false,
  hollow_win: false,
  owes_recovery: false,
  near_cap: false,
  check_ins: 0,
  created_at: '2026-11-01T08:00:00Z',
  changed_at: '2026-11-02T08:00:00Z',
  ...more,
})

const review = (id: string, turn: Review['turn'], waiting_since: string): Review => ({
  id,
  turn,
  waiting_since,
  due_at: null,
  opened_at: waiting_since,
  revision: 1,
  state: 'open',
  gates: [],
  experiment: { id: 'e', key: 'E-9', title: id, team_id: 'other' },
})

describe('needsOf', () => {
  it('puts first whom others wait for, then what is late, and drafts last', () => {
    const mine = {
      reviews: [
        review('asked', 'team', '2026-11-01T08:00:00Z'),
        review('short', 'route', '2026-11-21T08:00:00Z'),
        review('long', 'route', '2026-11-18T08:00:00Z'),
      ],
      experiments: [
        experiment('hurt', { status: 'concluded', owes_recovery: true, owes_lesson: true }),
        experiment('owes', { status: 'concluded', owes_lesson: true }),
        experiment('older', { status: 'draft' }),
        experiment('newer', { status: 'draft', changed_at: '2026-11-20T08:00:00Z' }),
        experiment('paused', { status: 'paused', ends_on: '2026-11-01' }),
        experiment('drifted', { status: 'paused', paused_because: 'drift' }),
        experiment('tripped', { status: 'paused', paused_because: 'stop_rule' }),
        experiment('far', { ends_on: '2026-11-30' }),
        experiment('full', { ends_on: '2026-11-30', near_cap: true }),
        experiment('soon', { ends_on: '2027-11-30', check_in_due: '2026-11-23' }),
        experiment('unheard', { ends_on: '2026-11-24', check_in_due: day }),
        experiment('silent', { check_in_due: '2026-11-12' }),
        experiment('over', { ends_on: '2026-11-10', check_in_due: '2026-11-09' }),
        experiment('week', { ends_on: '2026-11-29' }),
        experiment('today', { ends_on: day }),
        experiment('late', { ends_on: '2026-11-21' }),
        experiment('later', { ends_on: '2026-11-14' }),
        experiment('ready', { status: 'ready' }),
      ],
    }
    expect(needsOf(mine, day).map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'decide long',
      'decide short',
      'answer asked',
      'recovery hurt',
      'tripped tripped',
      'drifted drifted',
      'past over',
      'past later',
      'past late',
      'check_in silent',
      'check_in unheard',
      'lesson hurt',
      'lesson owes',
      'ready ready',
      'ending today',
      'ending week',
      'full full',
      'paused paused',
      'draft newer',
      'draft older',
    ])
  })

  it.each([
    [{ status: 'draft' }, '/propose?draft=E-1'],
    [{ status: 'ready' }, '/experiments/E-1'],
    [{ status: 'running', ends_on: day }, '/experiments/E-1'],
    [{ status: 'running', check_in_due: day }, '/experiments/E-1/check-in'],
  ] as const)('%o leads to %s', (more, href) => {
    const needs = needsOf({ reviews: [], experiments: [experiment('E-1', more)] }, day)
    expect(needs.map((need) => need.href)).toEqual([href])
  })

  it('leads to the lesson that is owed and to the review', () => {
    const mine = { reviews: [review('r', 'route', day)], experiments: [experiment('E-1', { owes_lesson: true })] }
    expect(needsOf(mine, day).map((need) => need.href)).toEqual(['/reviews/r', '/experiments/E-1/lesson'])
  })
})

describe('courseOf', () => {
  it.each([
    ['2026-11-22', { at: 1, of: 1, left: 0 }],
    ['2026-12-05', { at: 1, of: 14, left: 13 }],
    ['2026-11-20', { at: 1, of: 1, left: -2 }],
    [undefined, { at: 1, of: null, left: null }],
  ])('until %s', (ends_on, course) => {
    expect(courseOf({ started_at: '2026-11-22T12:00:00', ends_on }, day)).toMatchObject(course)
  })

  it('counts over the change of the clocks', () => {
    const course = courseOf({ started_at: '2026-10-20T12:00:00', ends_on: '2026-11-02' }, '2026-10-27')
    expect(course).toEqual({ first: '2026-10-20', at: 8, of: 14, left: 6 })
  })
})
