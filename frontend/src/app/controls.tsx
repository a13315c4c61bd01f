import { ChevronDown, Moon, Sun } from 'lucide-react'
import { type Language, languages, useLanguage, useT } from '@/lib/i18n'
import { changeLanguage } from '@/lib/language'
import { useDark } from '@/lib/theme'
import { IconButton } from '@/ui/Button'
import styles from './controls.module.css'

/** Each language by its own name, so that nobody must know the present one to find theirs. */
export function LanguageSelect() {
  const t = useT()
  const { language } = useLanguage()
  return (
    <span className={styles.language}>
      <select
        aria-label={t('shell.language')}
        value={language}
        onChange={(event) => void changeLanguage(event.target.value as Language)}
      >
        {Object.entries(languages).map(([value, name]) => (
          <option key={value} value={value} lang={value}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" />
    </span>
  )
}

export function ThemeButton() {
  const t = useT()
  const [dark, turn] = useDark()
  const Icon = dark ? Sun : Moon
  return <IconButton label={t(dark ? 'shell.light' : 'shell.dark')} icon={<Icon aria-hidden="true" />} onClick={turn} />
}
