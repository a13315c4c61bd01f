import { ChevronDown, Moon, Sun } from 'lucide-react'
import { chooseLanguage, type Language, languages, useLanguage, useT } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { useDark } from '@/lib/theme'
import { IconButton } from '@/ui/Button'
import styles from './controls.module.css'

/** Some sentences come from the server, so everything is asked for again. */
async function choose(language: Language) {
  await chooseLanguage(language)
  await queryClient.invalidateQueries()
}

/** Each language by its own name, so that nobody must know the present one to find theirs. */
export function LanguageSelect() {
  const t = useT()
  const { language } = useLanguage()
  return (
    <span className={styles.language}>
      <select
        aria-label={t('shell.language')}
        value={language}
        onChange={(event) => void choose(event.target.value as Language)}
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
