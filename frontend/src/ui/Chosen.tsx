import { X } from 'lucide-react'
import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import styles from './Chosen.module.css'

/** What narrows a list, each with the address that takes it off. */
export function Chosen({ filters }: { filters: readonly { text: string; without: string }[] }) {
  const t = useT()
  if (filters.length === 0) return null
  return (
    <ul className={styles.chosen} aria-label={t('ui.filters')}>
      {filters.map(({ text, without }) => (
        <li key={text}>
          <RouteLink href={without} className={styles.chip}>
            {text}
            <X aria-hidden="true" />
            <span className="visually-hidden">{t('ui.takeOff')}</span>
          </RouteLink>
        </li>
      ))}
    </ul>
  )
}
