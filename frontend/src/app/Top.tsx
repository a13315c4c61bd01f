import { Keyboard, LogOut, Search, Settings } from 'lucide-react'
import { Bell } from '@/features/notifications/Bell'
import { useT } from '@/lib/i18n'
import { askToSignOut, usePerson } from '@/lib/session'
import { MenuButton, MenuLink, Popover } from '@/ui/Popover'
import { Kbd } from '@/ui/Prose'
import { LanguageSelect, ThemeButton } from './controls'
import { Brand } from './navigation'
import styles from './Top.module.css'

type TopProps = { onSearch: () => void; onHelp: () => void }

export function Top({ onSearch, onHelp }: TopProps) {
  const t = useT()
  return (
    <header className={styles.top}>
      <Brand />
      <button type="button" className={styles.search} onClick={onSearch}>
        <Search aria-hidden="true" />
        <span className={styles.searchWords}>
          {t('shell.searchHint')} <Kbd keys="mod k" />
        </span>
      </button>
      <LanguageSelect />
      <span className={styles.theme}>
        <ThemeButton />
      </span>
      <Bell />
      <Me onHelp={onHelp} />
    </header>
  )
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .flatMap((word) => [...word].slice(0, 1))
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
    .toUpperCase()

function Me({ onHelp }: { onHelp: () => void }) {
  const t = useT()
  const person = usePerson()
  return (
    <Popover
      button={(wiring) => (
        <button type="button" className={styles.me} {...wiring}>
          <span aria-hidden="true">{initials(person.name)}</span>
          <span className="visually-hidden">{t('shell.me', { name: person.name })}</span>
        </button>
      )}
    >
      <div className={styles.who}>
        <p>{person.name}</p>
        <p>{person.email}</p>
      </div>
      <MenuLink href="/settings" icon={<Settings aria-hidden="true" />}>
        {t('shell.settings')}
      </MenuLink>
      <MenuButton icon={<Keyboard aria-hidden="true" />} onClick={onHelp}>
        {t('shell.keys')}
        <Kbd keys="?" />
      </MenuButton>
      <MenuButton icon={<LogOut aria-hidden="true" />} onClick={askToSignOut}>
        {t('shell.signOut')}
      </MenuButton>
    </Popover>
  )
}
