import { type KeyboardEvent, type MouseEvent, type ReactNode, useId } from 'react'
import { Link as RouteLink } from 'wouter'
import styles from './Popover.module.css'

type PopoverProps = {
  /** The button that opens it, given what it needs to do so. */
  button: (wiring: { popoverTarget: string }) => ReactNode
  side?: 'start' | 'end'
  children: ReactNode
}

/** Something small beside its button: a menu, a choice. Esc, a press beside it and every link or button in it close it. */
export function Popover({ button, side = 'end', children }: PopoverProps) {
  const id = useId()
  const close = (event: MouseEvent<HTMLDivElement>) => {
    if (event.target instanceof Element && event.target.closest('a, button')) event.currentTarget.hidePopover()
  }
  return (
    <>
      {button({ popoverTarget: id })}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only follows what its links and buttons do */}
      <div id={id} popover="auto" className={styles.popover} data-side={side} onClick={close} onKeyDown={moveByArrows}>
        {children}
      </div>
    </>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLDivElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')]
  if (!step || items.length === 0) return
  event.preventDefault()
  const at = items.findIndex((item) => item.matches(':focus'))
  items.at((at + step) % items.length)?.focus()
}

type ItemProps = { icon?: ReactNode; children: ReactNode; current?: boolean }

export function MenuLink({ href, icon, current, children }: ItemProps & { href: string }) {
  return (
    <RouteLink href={href} className={styles.item} aria-current={current ? 'page' : undefined}>
      {icon}
      {children}
    </RouteLink>
  )
}

export function MenuButton({ onClick, icon, children }: ItemProps & { onClick: () => void }) {
  return (
    <button type="button" className={styles.item} onClick={onClick}>
      {icon}
      {children}
    </button>
  )
}
