import { Menu, Plus } from 'lucide-react'
import { Link as RouteLink, useLocation } from 'wouter'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Logo } from '@/ui/Logo'
import { MenuLink, Popover } from '@/ui/Popover'
import styles from './navigation.module.css'
import { type NavigationItem, navigation } from './pages'

/** Whether an entry leads to the present page or to one above it. */
function useIsCurrent(): (path: string) => boolean {
  const [place] = useLocation()
  return (path) => place === path || (path !== '/' && place.startsWith(`${path}/`))
}

export function Brand() {
  return (
    <RouteLink href="/" className={styles.brand}>
      <Logo /> Ajar
    </RouteLink>
  )
}

/** Left of the page, where there is room. */
export function Rail() {
  const t = useT()
  return (
    <nav className={styles.rail} aria-label={t('shell.navigation')}>
      <Brand />
      <ButtonLink kind="primary" wide href="/propose" icon={<Plus aria-hidden="true" />}>
        {t('shell.propose')}
      </ButtonLink>
      <ul className={styles.list}>
        {navigation.map((item) => (
          <li key={item.path}>
            <Entry {...item} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Entry({ path, label, icon: Icon, Waiting }: NavigationItem) {
  const t = useT()
  const isCurrent = useIsCurrent()
  return (
    <RouteLink href={path} aria-current={isCurrent(path) ? 'page' : undefined}>
      <span className={styles.glyph}>
        <Icon aria-hidden="true" />
      </span>
      {t(label)}
      {Waiting && (
        <span className={styles.waiting}>
          <Waiting />
        </span>
      )}
    </RouteLink>
  )
}

/** Below the page on phones. */
export function Bar() {
  const t = useT()
  const isCurrent = useIsCurrent()
  const [first, ...inBar] = navigation.filter(({ bar }) => bar)
  const others = navigation.filter(({ bar }) => !bar)
  return (
    <nav className={styles.bar} aria-label={t('shell.navigation')}>
      {first && <Entry {...first} />}
      <RouteLink href="/propose" className={styles.propose} aria-current={isCurrent('/propose') ? 'page' : undefined}>
        <Plus aria-hidden="true" />
        {t('shell.proposeShort')}
      </RouteLink>
      {inBar.map((item) => (
        <Entry key={item.path} {...item} />
      ))}
      {others.length > 0 && (
        <Popover
          button={(wiring) => (
            <button type="button" {...wiring}>
              <Menu aria-hidden="true" />
              {t('shell.more')}
            </button>
          )}
        >
          {others.map(({ path, label, icon: Icon }) => (
            <MenuLink key={path} href={path} icon={<Icon aria-hidden="true" />} current={isCurrent(path)}>
              {t(label)}
            </MenuLink>
          ))}
        </Popover>
      )}
    </nav>
  )
}
