import { useLayoutEffect, useRef } from 'react'
import { observable, useValue } from './observable'
import { read, write } from './stored'

/**
 * `keys`: one key as `KeyboardEvent.key` names it ("n", "?", "Enter"), two in a row ("g h"), or with Ctrl or ⌘ ("mod k").
 * `label` says in the person's language what happens; the help shows it.
 */
export type Hotkey = { keys: string; label: string; run: () => void }

const lists = new Set<readonly Hotkey[]>()
const shown = observable<readonly Hotkey[]>([])
const refresh = () => shown.set([...lists].flat())

/** Single letters can be switched off, for people whose speech or switches type letters by accident. */
const letters = observable(read('letters') !== 'off')

export function setLetters(on: boolean) {
  write('letters', on ? null : 'off')
  letters.set(on)
}

export const useLetters = () => useValue(letters)

/** All keys that work on the present page, for the help. */
export const useShownHotkeys = () => useValue(shown)

/** Offers keys while the component is on the page, from the moment it can be seen. */
export function useHotkeys(keys: readonly Hotkey[]) {
  const newest = useRef(keys)
  newest.current = keys
  const signature = keys.map((key) => key.keys + key.label).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is registered anew only when its keys or labels change
  useLayoutEffect(() => {
    const list = newest.current.map((hotkey, at) => ({ ...hotkey, run: () => newest.current[at]?.run() }))
    lists.add(list)
    refresh()
    return () => {
      lists.delete(list)
      refresh()
    }
  }, [signature])
}

export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'timeStamp'>

/**
 * Finds the hotkey of a press; remembers the first of two letters for a second and a half. Later lists win.
 * What counts is when the keys were pressed: a busy page may hear of them late.
 */
export function matcher() {
  let before = { key: '', at: 0 }
  return (press: Press, hotkeys: readonly Hotkey[], allowLetters: boolean): Hotkey | undefined => {
    const mod = press.ctrlKey || press.metaKey
    if (press.altKey || (!mod && !allowLetters)) return
    const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
    const find = (keys: string) => hotkeys.findLast((hotkey) => hotkey.keys === keys)
    if (mod) return find(`mod ${key}`)
    const inTime = before.key !== '' && press.timeStamp - before.at < 1500
    const found = (inTime && find(`${before.key} ${key}`)) || find(key)
    before = found ? { key: '', at: 0 } : { key, at: press.timeStamp }
    return found
  }
}

/** Whether a key without Ctrl belongs to what has the focus: text that is typed, or a link or button that Enter presses. */
const isTaken = ({ key, target }: KeyboardEvent) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=radio], [type=checkbox]), textarea, select') ||
    (key === 'Enter' && target.matches('a, button, summary')))

/** Listens for the keys of all components; called once, by the shell. */
export function listenForHotkeys(): () => void {
  const match = matcher()
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal')) return
    const hotkey = match(event, shown.get(), letters.get() && !isTaken(event))
    if (!hotkey) return
    event.preventDefault()
    hotkey.run()
  }
  addEventListener('keydown', listener)
  return () => removeEventListener('keydown', listener)
}
