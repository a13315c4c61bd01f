import { describe, expect, it } from 'vitest'
import { canBeSaved, contentOf, formOf, hasHalves, type LessonForm, lacks, newCondition, newFollowUp } from './form'
import type { Draft } from './queries'

const empty = formOf({
  expected: 'x',
  happened: '',
  surprise: '',
  conditions: [],
  edition: 0,
  published: false,
  owed: true,
})
const whole: LessonForm = {
  ...empty,
  headline: 'Small refunds cost less',
  happened: 'It fell.',
  surprise: 'It stayed low.',
  conditions: [{ kind: 'rules', text: 'The limit was clear.' }],
}

const missing = (form: LessonForm) => lacks(form)?.errors?.map(({ location }) => location.replace('body.', ''))

describe('the form of a lesson', () => {
  it.each([
    ['empty', empty, false, false, ['happened', 'surprise', 'conditions[0].text', 'headline']],
    ['whole', whole, true, false, undefined],
    [
      'a condition without a kind',
      { ...whole, conditions: [{ kind: null, text: 'x' }] },
      false,
      true,
      ['conditions[0].kind'],
    ],
    [
      'a kind without its text',
      { ...whole, conditions: [...whole.conditions, { kind: 'tools', text: '' }] },
      true,
      true,
      ['conditions[1].text'],
    ],
    ['a spare empty condition', { ...whole, conditions: [...whole.conditions, newCondition] }, true, false, undefined],
    [
      'not needed without a reason',
      { ...whole, followUps: [{ ...newFollowUp, what: 'x', state: 'notNeeded' }] },
      true,
      true,
      undefined,
    ],
    ['half a headline', { ...whole, headline: 'When we call, then , because ' }, true, false, ['headline']],
  ] as [string, LessonForm, boolean, boolean, string[] | undefined][])('%s', (_, form, saves, halves, want) => {
    expect([canBeSaved(form), hasHalves(form), missing(form)]).toEqual([saves, halves, want])
  })

  it('comes back from the server as it was sent', () => {
    const form: LessonForm = {
      ...whole,
      followUps: [
        { what: 'Tell the shops', team: null, due: '2026-12-15', state: 'open', reason: '' },
        { what: 'Print cards', team: null, due: null, state: 'notNeeded', reason: 'Nobody reads them' },
        { what: 'Thank the night shift', team: null, due: null, state: 'done', reason: '' },
      ],
      tags: 'refunds, trust',
    }
    const draft: Draft = { ...contentOf(form), expected: '', edition: 1, published: true, owed: false }
    expect(formOf(draft)).toEqual(form)
  })

  it('sends each tag once', () => {
    expect(contentOf({ ...whole, tags: 'a, b,, a ' }).tags).toEqual(['a', 'b'])
  })
})
