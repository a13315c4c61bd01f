import { Search } from 'lucide-react'
import { type ComponentProps, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useT } from '@/lib/i18n'
import { useModal } from '@/ui/Dialog'
import { type Found, useFound } from './found'
import styles from './Palette.module.css'

/** Which of the list is chosen: the arrows move it round, Enter goes there. */
function useChosen(list: readonly Found[], go: (found?: Found) => void) {
  const [at, choose] = useState(0)
  const chosen = Math.min(at, list.length - 1)
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) choose((chosen + step + list.length) % Math.max(list.length, 1))
    else if (event.key === 'Enter') go(list[chosen])
    else return
    event.preventDefault()
  }
  return { chosen, choose, press }
}

/** Ctrl K: type where to go or what to find. The box keeps the focus; the arrows move through what was found. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT()
  const id = useId()
  const dialog = useModal()
  const [typed, setTyped] = useState('')
  const list = useFound(typed.trim())
  const go = (found?: Found) => {
    if (!found) return
    dialog.current?.close()
    navigate(found.href)
  }
  const { chosen, choose, press } = useChosen(list, go)
  const type = (text: string) => {
    setTyped(text)
    choose(0)
  }
  const active = list[chosen] && `${id}-${chosen}`
  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={t('shell.search')}
      closedby="any"
      onClose={(event) => event.currentTarget.open || onClose()}
    >
      <Box typed={typed} onType={type} onKeyDown={press} aria-controls={id} aria-activedescendant={active} />
      <div className={styles.list} role="listbox" id={id} aria-label={t('shell.search')}>
        {list.map((found, index) => (
          <Line
            key={found.href}
            {...found}
            id={`${id}-${index}`}
            chosen={index === chosen}
            onGo={() => go(found)}
            onPoint={() => choose(index)}
          />
        ))}
      </div>
      <p role="status" className="visually-hidden">
        {t('shell.found', { n: list.length })}
      </p>
    </dialog>
  )
}

type BoxProps = Pick<ComponentProps<'input'>, 'onKeyDown' | 'aria-controls' | 'aria-activedescendant'> & {
  typed: string
  onType: (text: string) => void
}

function Box({ typed, onType, ...list }: BoxProps) {
  const t = useT()
  return (
    <div className={styles.box}>
      <Search aria-hidden="true" />
      <input
        {...list}
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-label={t('shell.search')}
        placeholder={t('shell.searchHint')}
        autoComplete="off"
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
    </div>
  )
}

type LineProps = Found & { id: string; chosen: boolean; onGo: () => void; onPoint: () => void }

function Line({ id, label, detail, lang, icon: Icon, chosen, onGo, onPoint }: LineProps) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus and takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: as the combobox pattern has it
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      className={styles.option}
      onClick={onGo}
      onPointerMove={onPoint}
    >
      <Icon aria-hidden="true" />
      <span lang={lang}>{label}</span>
      {detail && <small>{detail}</small>}
    </div>
  )
}
