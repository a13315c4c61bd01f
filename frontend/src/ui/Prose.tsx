import type { ReactNode } from 'react'
import styles from './Prose.module.css'

/** What people wrote, in its own lines; `lang` where it differs from the page; `quote` for the words of others. */
export function Prose({ children, lang, quote }: { children: ReactNode; lang?: string; quote?: boolean }) {
  const Tag = quote ? 'blockquote' : 'div'
  return (
    <Tag className={styles.prose} lang={lang} data-quote={quote || undefined}>
      {children}
    </Tag>
  )
}

const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
const names: Record<string, string> = { mod, Enter: '↵', ArrowDown: '↓', ArrowUp: '↑' }

/** The keys of a hotkey, as `useHotkeys` takes them: "mod k". Hidden on touch screens unless it is a list of keys. */
export function Kbd({ keys, always }: { keys: string; always?: boolean }) {
  return (
    <span className={styles.keys} data-quiet={always ? undefined : true}>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={styles.kbd}>
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  )
}
