import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import styles from './Button.module.css'
import { classes } from './classes'

type Look = {
  /** One primary a page. `danger` only for what destroys. */
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'normal' | 'large'
  wide?: boolean
  /** A quiet one that stands alone: its words, not the ground it shows when pointed at, stand at the edge of what is around. */
  flush?: boolean
  icon?: ReactNode
}

export const look = ({ kind = 'secondary', size, wide, flush }: Look) =>
  classes(styles.button, styles[kind], size === 'large' && styles.large, wide && styles.wide, flush && styles.flush)

type ButtonProps = Look & ComponentProps<'button'> & { /** What it started is still under way. */ pending?: boolean }

/** Says what happens: "Start now", not "OK". While pending it keeps its place and the focus, and does nothing. */
export function Button({ kind, size, wide, flush, icon, pending, children, onClick, ...rest }: ButtonProps) {
  const t = useT()
  const press = (event: MouseEvent<HTMLButtonElement>) => (pending ? event.preventDefault() : onClick?.(event))
  return (
    <button
      type="button"
      {...rest}
      className={look({ kind, size, wide, flush })}
      aria-disabled={pending || undefined}
      onClick={press}
    >
      {pending ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children}
      {pending && <span className="visually-hidden">{t('ui.pending')}</span>}
    </button>
  )
}

type ButtonLinkProps = Look & { href: string; children: ReactNode; onClick?: () => void }

/** A link to another page that looks like a button. */
export function ButtonLink({ kind, size, wide, flush, icon, href, children, onClick }: ButtonLinkProps) {
  return (
    <RouteLink href={href} className={look({ kind, size, wide, flush })} onClick={onClick}>
      {icon}
      {children}
    </RouteLink>
  )
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & { label: string; icon: ReactNode }

/** Only where the icon is known to everyone; the label is read out and shown on hover. */
export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} aria-label={label} {...rest} className={classes(styles.button, styles.icon)}>
      {icon}
    </button>
  )
}
