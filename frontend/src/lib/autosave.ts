import { useEffect, useRef, useState } from 'react'
import { isPassing } from './api/problem'
import { keepDraft } from './drafts'
import { observable, useValue } from './observable'

/** `offline`: kept in this browser and tried again. `refused`: the server will not take it as it is; `problem` says why. */
export type Saving =
  | { state: 'saved'; at: number | null }
  | { state: 'waiting' | 'saving' | 'offline' }
  | { state: 'refused'; problem: unknown }

type Options<T> = {
  /** Where the copy in this browser is kept; asked each time where what is typed gets its name only by being saved. */
  key: string | (() => string)
  save: (value: T) => Promise<unknown>
  pause?: number
  again?: number
}

/**
 * Saves what is typed: a copy in this browser at once, the server after a pause, one request at a time, the newest last.
 * The copy goes when the server has it.
 */
export function autosave<T>({ key, save, pause = 800, again = 10_000 }: Options<T>) {
  const saving = observable<Saving>({ state: 'saved', at: null })
  let next: { value: T } | null = null
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = (value: T | null) => keepDraft(typeof key === 'string' ? key : key(), value)

  function later(milliseconds: number) {
    clearTimeout(timer)
    timer = setTimeout(flush, milliseconds)
  }

  async function saveNext() {
    const current = next
    if (!current) return
    next = null
    saving.set({ state: 'saving' })
    try {
      await save(current.value)
      if (next) return await saveNext()
      keep(null)
      saving.set({ state: 'saved', at: Date.now() })
    } catch (problem) {
      next ??= current
      saving.set(isPassing(problem) ? { state: 'offline' } : { state: 'refused', problem })
      if (isPassing(problem)) later(again)
    }
  }

  /** Saves now what is not saved yet; resolves when that was tried. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    running ??= saveNext().finally(() => {
      running = null
    })
    return running
  }

  return {
    saving,
    flush,
    change(value: T) {
      next = { value }
      keep(value)
      if (!running) saving.set({ state: 'waiting' })
      later(pause)
    },
    stop: () => clearTimeout(timer),
  }
}

/** Saves too when the page is left and when the connection is back. */
export function useLastSave(saver: { flush: () => Promise<unknown> }) {
  useEffect(() => {
    const flush = () => void saver.flush()
    addEventListener('online', flush)
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('online', flush)
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [saver])
}

/** `autosave` for a component, with its last save. */
export function useAutosave<T>(key: string, save: (value: T) => Promise<unknown>) {
  const newest = useRef(save)
  useEffect(() => {
    newest.current = save
  })
  const [saver] = useState(() => autosave<T>({ key, save: (value) => newest.current(value) }))
  useLastSave(saver)
  return { saving: useValue(saver.saving), change: saver.change, flush: saver.flush }
}
