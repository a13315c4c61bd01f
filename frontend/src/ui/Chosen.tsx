import { X } from 'lucide-react'
import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import styles from './Chosen.module.css'

type ChosenProps<N extends string> = {
  /** What narrows the list, by its name; an empty one does not. */
  texts: Partial<Record<N, string>>
  /** The address that takes one off. */
  without: (name: N) => string
}

/** What narrows a list, each to be taken off with one press. */
export function Chosen<N extends string>({ texts, without }: ChosenProps<N>) {
  const t = useT()
  const names = (Object.keys(texts) as N[]).filter((name) => texts[name])
  if (names.length === 0) return null
  return (
    <ul className={styles.chosen} aria-label={t('ui.filters')}>
      {names.map((name) => (
        <li key={name}>
          <RouteLink href={without(name)} className={styles.chip}>
            {texts[name]}
            <X aria-hidden="true" />
            <span className="visually-hidden">{t('ui.takeOff')}</span>
          </RouteLink>
        </li>
      ))}
    </ul>
  )
}
