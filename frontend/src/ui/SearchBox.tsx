import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useHotkeys } from '@/lib/hotkeys'
import { Kbd } from './Prose'
import styles from './SearchBox.module.css'

/**
 * Searches a moment after the last letter. `q` is what is searched for now; `onSearch` gets the new words, or
 * nothing, unless the reader has gone to another page meanwhile.
 */
export function SearchBox({ q = '', label, hint, onSearch }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(q)
  const newest = useRef({ q, onSearch })
  newest.current = { q, onSearch }
  useEffect(() => setTyped((now) => (now.trim() === q ? now : q)), [q])
  useEffect(() => {
    const words = typed.trim()
    if (words === newest.current.q) return
    // A page that is still loading leaves this one in place, with its timer.
    const page = location.pathname
    const timer = setTimeout(() => location.pathname === page && newest.current.onSearch(words || undefined), 250)
    return () => clearTimeout(timer)
  }, [typed])
  useHotkeys([{ keys: '/', label, run: () => input.current?.focus() }])
  return (
    <search className={styles.search}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={hint}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Kbd keys="/" />
    </search>
  )
}

type Props = { q?: string | undefined; label: string; hint: string; onSearch: (words: string | undefined) => void }
