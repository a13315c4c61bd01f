import { useEffect, useState } from 'react'
import { keepDraft, readDraft } from './drafts'

/** What is typed into a form, kept from its first change until `forget`. `begin` fills the form, with what was kept. */
export function useDraft<T extends object>(key: string, begin: (kept: T | null) => T) {
  const [draft, setDraft] = useState(() => begin(readDraft<T>(key)))
  const [touched, setTouched] = useState(false)
  useEffect(() => {
    if (touched) keepDraft(key, draft)
  }, [key, draft, touched])
  const change = (part: Partial<T>) => {
    setTouched(true)
    setDraft((before) => ({ ...before, ...part }))
  }
  return { draft, change, forget: () => keepDraft(key, null) }
}
