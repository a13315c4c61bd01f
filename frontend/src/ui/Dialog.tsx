import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { useT } from '@/lib/i18n'
import { IconButton } from './Button'
import styles from './Dialog.module.css'

type DialogProps = {
  title: string
  /** Called when the person closes it: Esc, the cross, and beside it if `light`. Render it only while it is open. */
  onClose: () => void
  /** The buttons, the main one last. */
  actions?: ReactNode
  /** A press beside it closes it. Not for what is typed in. */
  light?: boolean
  wide?: boolean
  children: ReactNode
}

/** A question that must be answered before going on. The focus returns to where it was. */
export function Dialog({ title, onClose, actions, light, wide, children }: DialogProps) {
  const t = useT()
  const id = useId()
  const ref = useModal()
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={id}
      data-wide={wide || undefined}
      closedby={light ? 'any' : 'closerequest'}
      onClose={(event) => event.currentTarget.open || onClose()}
    >
      <div className={styles.head}>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <IconButton label={t('ui.close')} icon={<X aria-hidden="true" />} onClick={() => ref.current?.close()} />
      </div>
      <div className={styles.body}>{children}</div>
      {actions && <div className={styles.foot}>{actions}</div>}
    </dialog>
  )
}

/**
 * Opens a dialog element as soon as it is on the page, with the focus in its first field to type in or else on its heading.
 * Closing it before it goes gives the focus back. */
export function useModal() {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    const typedIn = 'input:not([type=checkbox], [type=radio]), textarea, select'
    const first = dialog?.querySelector<HTMLElement>(typedIn) ?? dialog?.querySelector<HTMLElement>('h2')
    first?.focus()
    return () => dialog?.close()
  }, [])
  return ref
}
