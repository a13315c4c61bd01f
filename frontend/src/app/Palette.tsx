import { type LucideIcon, Plus, Search } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { fold } from '@/lib/fold'
import { type Translate, useT } from '@/lib/i18n'
import { useModal } from '@/ui/Dialog'
import styles from './Palette.module.css'
import { navigation } from './pages'

type Choice = { href: string; label: string; icon: LucideIcon }

/** Every page by its name, and the searches. */
function choices(t: Translate, typed: string): Choice[] {
  const all = [
    { href: '/propose', label: t('shell.propose'), icon: Plus },
    ...navigation.map(({ path, label, icon }) => ({ href: path, label: t(label), icon })),
  ]
  const matching = all.filter(({ label }) => fold(label).includes(fold(typed)))
  if (typed === '') return matching
  const query = encodeURIComponent(typed)
  return [
    { href: `/experiments?q=${query}`, label: t('shell.searchExperiments', { text: typed }), icon: Search },
    { href: `/lessons?q=${query}`, label: t('shell.searchLessons', { text: typed }), icon: Search },
    ...matching,
  ]
}

/** Ctrl K: type where to go or what to find. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT()
  const id = useId()
  const dialog = useModal()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = choices(t, typed.trim())

  const go = (choice?: Choice) => {
    if (!choice) return
    dialog.current?.close()
    navigate(choice.href)
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + list.length) % Math.max(list.length, 1))
    else if (event.key === 'Enter') go(list[at])
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={t('shell.search')}
      closedby="any"
      onClose={(event) => event.currentTarget.open || onClose()}
    >
      <div className={styles.box}>
        <Search aria-hidden="true" />
        <input
          type="search"
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={list[at] && `${id}-${at}`}
          aria-label={t('shell.search')}
          placeholder={t('shell.searchHint')}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
      </div>
      <div className={styles.list} role="listbox" id={id} aria-label={t('shell.search')}>
        {list.map(({ href, label, icon: Icon }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: as the combobox pattern has it
          <div
            key={href}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.option}
            onClick={() => go(list[index])}
            onPointerMove={() => setAt(index)}
          >
            <Icon aria-hidden="true" />
            {label}
          </div>
        ))}
      </div>
    </dialog>
  )
}
