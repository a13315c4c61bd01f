import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetDrafts } from '@/lib/drafts'
import { type Kept, keeper, type Registry, readCopy } from './keeping'
import type { Values } from './proposal'
import { proposalOf, valuesOf } from './proposal'

/** A registry in memory that answers as the server does. */
function registry(): Registry & { kept: Map<string, Kept>; created: string[] } {
  const kept = new Map<string, Kept>()
  const byKey = new Map<string, string>()
  const created: string[] = []
  return {
    kept,
    created,
    async create(values, idempotencyKey) {
      created.push(idempotencyKey)
      const key = byKey.get(idempotencyKey) ?? `E-${byKey.size + 1}`
      byKey.set(idempotencyKey, key)
      kept.set(key, { key, etag: '"1"', values })
      return { key, etag: '"1"', values }
    },
    async change(key, patch, etag) {
      const before = kept.get(key)
      if (!before) throw { status: 404 }
      if (before.etag !== etag) throw { status: 412 }
      const { answers = {}, signal = {}, ...rest } = patch
      const flat: Values = {
        ...before.values,
        ...valuesOf({ ...rest, answers, signal } as Parameters<typeof valuesOf>[0]),
      }
      const next = { key, etag: `"${Number(etag.slice(1, -1)) + 1}"`, values: flat }
      kept.set(key, next)
      return next
    },
    async read(key) {
      const found = kept.get(key)
      if (!found) throw { status: 404 }
      return found
    },
  }
}

const team = '0190'

beforeEach(() => {
  forgetDrafts()
  vi.useFakeTimers()
})

describe('keeping a proposal while it is typed', () => {
  it('stays in the browser until it has a title and a team', async () => {
    const server = registry()
    const draft = keeper({ registry: server, kept: null })
    draft.set('change', 'Pay back at once')
    await vi.advanceTimersByTimeAsync(5000)
    expect(server.kept.size).toBe(0)
    expect(readCopy()?.values.change).toBe('Pay back at once')
    expect(keeper({ registry: server, kept: null }).values.get().change).toBe('Pay back at once')
  })

  it('is created once and changed from then on', async () => {
    const server = registry()
    const onCreated = vi.fn()
    const draft = keeper({ registry: server, kept: null, onCreated })
    draft.fill({ team_id: team, title: 'Refund' })
    await vi.advanceTimersByTimeAsync(1000)
    draft.set('answers.undo_hours', 4)
    await vi.advanceTimersByTimeAsync(1000)
    expect(onCreated).toHaveBeenCalledWith('E-1')
    expect(server.created).toHaveLength(1)
    expect(proposalOf(server.kept.get('E-1')?.values ?? {})).toEqual({
      team_id: team,
      title: 'Refund',
      answers: { undo_hours: 4 },
    })
    expect(readCopy()).toBeNull()
    expect(readCopy('E-1')).toBeNull()
  })

  it('sends a creation without answer again as it was', async () => {
    const server = registry()
    const { create } = server
    server.create = async (values, key) => {
      await create(values, key)
      throw new TypeError('connection lost')
    }
    const first = keeper({ registry: server, kept: null })
    first.fill({ team_id: team, title: 'Refund' })
    await vi.advanceTimersByTimeAsync(1000)
    first.stop()
    server.create = create
    const reloaded = keeper({ registry: server, kept: null })
    reloaded.set('title', 'Refund at once')
    await reloaded.settle()
    expect(server.kept.size).toBe(1)
    expect(server.kept.get('E-1')?.values.title).toBe('Refund at once')
  })

  it('joins what somebody else wrote in other fields', async () => {
    const server = registry()
    const kept = await server.create({ team_id: team, title: 'Refund' }, 'k')
    const draft = keeper({ registry: server, kept })
    await server.change('E-1', { effect: 'Shorter calls' }, '"1"')
    draft.set('change', 'Without asking')
    await vi.advanceTimersByTimeAsync(1000)
    expect(server.kept.get('E-1')?.values).toMatchObject({ effect: 'Shorter calls', change: 'Without asking' })
    expect(draft.values.get().effect).toBe('Shorter calls')
  })

  it('lets the person choose where both wrote', async () => {
    const server = registry()
    const kept = await server.create({ team_id: team, title: 'Refund' }, 'k')
    const draft = keeper({ registry: server, kept })
    await server.change('E-1', { title: 'Theirs' }, '"1"')
    draft.set('title', 'Mine')
    await vi.advanceTimersByTimeAsync(1000)
    expect(draft.conflict.get()).toEqual({ fields: ['title'], theirs: { team_id: team, title: 'Theirs' } })
    expect(draft.saving.get().state).toBe('refused')
    draft.set('effect', 'Shorter calls')
    await vi.advanceTimersByTimeAsync(1000)
    expect(server.kept.get('E-1')?.values).toEqual({ team_id: team, title: 'Theirs' })
    draft.resolve([])
    await vi.advanceTimersByTimeAsync(1000)
    expect(server.kept.get('E-1')?.values).toEqual({ team_id: team, title: 'Mine', effect: 'Shorter calls' })
  })

  it('begins from a lesson anew, and takes up what was begun from the same one', () => {
    const server = registry()
    keeper({ registry: server, kept: null }).set('change', 'Something else')
    const start: Values = { builds_on: ['l-1'], change: 'As they did' }
    const draft = keeper({ registry: server, kept: null, start })
    expect(draft.values.get().change).toBe('As they did')
    draft.set('change', 'As they did, but on Fridays')
    expect(keeper({ registry: server, kept: null, start }).values.get().change).toBe('As they did, but on Fridays')
  })

  it('changes what was submitted only by hand', async () => {
    const server = registry()
    const kept = await server.create({ team_id: team, title: 'Refund' }, 'k')
    const draft = keeper({ registry: server, kept, byHand: true })
    draft.set('title', 'Refund at once')
    await vi.advanceTimersByTimeAsync(5000)
    expect(server.kept.get('E-1')?.values.title).toBe('Refund')
    expect(readCopy('E-1')?.values.title).toBe('Refund at once')
    await draft.settle()
    expect(server.kept.get('E-1')?.values.title).toBe('Refund at once')
  })
})
