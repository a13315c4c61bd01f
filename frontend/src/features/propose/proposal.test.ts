import { describe, expect, it } from 'vitest'
import { changedFields, merge } from '@/lib/merge'
import { patchOf, proposalOf, type Values, valuesOf } from './proposal'

const base: Values = { title: 'Refund at once', 'signal.name': 'Calls', 'answers.undo_hours': 4 }

describe('a proposal by the paths of its fields', () => {
  it('comes back as it went', () => {
    const values: Values = { ...base, tags: ['phone'], 'answers.destroys': 'no', 'answers.money_at_risk': 0 }
    expect(valuesOf(proposalOf(values))).toEqual(values)
  })

  it('leaves out what is empty and what is no part of it', () => {
    expect(proposalOf({ title: 'A', change: '  ', tags: [] })).toEqual({ title: 'A' })
    expect(valuesOf({ title: 'A', status: 'draft', tags: [] } as Values)).toEqual({ title: 'A' })
  })

  it('tells what changed, not the spaces around it', () => {
    expect(changedFields(base, { ...base, title: 'Refund at once ', change: ' ' })).toEqual([])
    expect(changedFields(base, { title: 'Refund at once', 'answers.undo_hours': 5 })).toEqual([
      'signal.name',
      'answers.undo_hours',
    ])
  })

  it('patches by field and empties with null', () => {
    expect(patchOf(base, { title: 'B', 'answers.undo_hours': 4, 'answers.undo_cost': 0 })).toEqual({
      title: 'B',
      signal: { name: null },
      answers: { undo_cost: 0 },
    })
  })
})

describe('two people at one draft', () => {
  const theirs: Values = { ...base, title: 'Refund up to 20 €', change: 'No supervisor' }

  it('keeps what each wrote where the other did not', () => {
    const { values, conflicts } = merge(base, { ...base, effect: 'Shorter calls' }, theirs)
    expect(values).toEqual({ ...theirs, effect: 'Shorter calls' })
    expect(conflicts).toEqual([])
  })

  it('names the fields in which they differ', () => {
    const { values, conflicts } = merge(base, { ...base, title: 'Pay back at once' }, theirs)
    expect(values.title).toBe('Pay back at once')
    expect(conflicts).toEqual(['title'])
  })
})
