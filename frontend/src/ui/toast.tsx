import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useT } from '@/lib/i18n'
import { observable, useValue } from '@/lib/observable'
import styles from './toast.module.css'

type Action = { label: string; run: () => void }
type Toast = { id: number; text: string; action?: Action }

const shown = observable<readonly Toast[]>([])
const announced = observable('')
let count = 0

/** Says at the lower edge that something has happened, with a way back if there is one. Not for errors. */
export function toast(text: string, action?: Action) {
  count += 1
  shown.set([...shown.get().slice(-2), { id: count, text, action }])
}

/** Says something to screen readers alone: what changed elsewhere on the page. */
export function announce(text: string) {
  announced.set(text)
}

const drop = (id: number) => shown.set(shown.get().filter((one) => one.id !== id))

/** Where toasts and announcements appear; once, in the shell. */
export function Toasts() {
  return (
    <div className={styles.region}>
      <div role="status" className="visually-hidden">
        {useValue(announced)}
      </div>
      <div role="status">
        {useValue(shown).map((one) => (
          <ToastCard key={one.id} {...one} />
        ))}
      </div>
    </div>
  )
}

/** Stays while the pointer or the focus is on it. */
function ToastCard({ id, text, action }: Toast) {
  const t = useT()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => drop(id), action ? 12_000 : 6000)
    return () => clearTimeout(timer)
  }, [held, id, action])
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) }
  const act = () => {
    action?.run()
    drop(id)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: being looked at only keeps it from going
    <div className={styles.toast} {...hold} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      {text}
      {action && (
        <button type="button" onClick={act}>
          {action.label}
        </button>
      )}
      <button type="button" aria-label={t('ui.close')} onClick={() => drop(id)}>
        <X aria-hidden="true" />
      </button>
    </div>
  )
}
