import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { autosave } from './autosave'
import { readDraft } from './drafts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function server() {
  const saved: string[] = []
  const answers: (() => Promise<void>)[] = []
  const save = async (value: string) => {
    await (answers.shift()?.() ?? Promise.resolve())
    saved.push(value)
  }
  return { saved, answers, saver: autosave<string>({ key: 'test', save }) }
}

it('saves the newest text after a pause and then drops the copy', async () => {
  const { saved, saver } = server()
  saver.change('a')
  saver.change('ab')
  expect(readDraft('test')).toBe('ab')
  await vi.advanceTimersByTimeAsync(800)
  expect(saved).toEqual(['ab'])
  expect(saver.saving.get().state).toBe('saved')
  expect(readDraft('test')).toBeNull()
})

it('sends one request at a time, the newest last', async () => {
  const { saved, answers, saver } = server()
  answers.push(() => new Promise((done) => setTimeout(done, 5000)))
  saver.change('first')
  await vi.advanceTimersByTimeAsync(1000)
  saver.change('second')
  await vi.advanceTimersByTimeAsync(2000)
  expect(saved).toEqual([])
  await vi.advanceTimersByTimeAsync(5000)
  expect(saved).toEqual(['first', 'second'])
})

it('keeps the copy while there is no connection and tries again', async () => {
  const { saved, answers, saver } = server()
  answers.push(() => Promise.reject(new TypeError('no network')))
  saver.change('kept')
  await vi.advanceTimersByTimeAsync(800)
  expect(saver.saving.get().state).toBe('offline')
  expect(readDraft('test')).toBe('kept')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(saved).toEqual(['kept'])
})

it('says so when the server refuses, and waits for the next change', async () => {
  const { saved, answers, saver } = server()
  answers.push(() => Promise.reject({ type: '/problems/stale', status: 412 }))
  saver.change('old')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saver.saving.get()).toEqual({ state: 'refused', problem: { type: '/problems/stale', status: 412 } })
  saver.change('new')
  await saver.flush()
  expect(saved).toEqual(['new'])
})
