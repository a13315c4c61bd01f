import { ChevronDown, ShieldCheck } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link as RouteLink, useLocation } from 'wouter'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button, ButtonLink } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { MenuLink, Popover } from '@/ui/Popover'
import { Empty } from '@/ui/states'
import styles from './Settings.module.css'
import { sectionOf, sections } from './sections'

type PageProps = ComponentProps<typeof PageHeader> & { children: ReactNode }

const useIsAdmin = () => usePerson().roles.includes('admin')

/** A page of the settings, beside the way to the others. */
export function SettingsPage({ children, ...header }: PageProps) {
  const isAdmin = useIsAdmin()
  return (
    <div className={styles.layout} data-alone={!isAdmin || undefined}>
      {isAdmin && <Sections />}
      <div className={styles.page}>
        <PageHeader {...header} />
        <Stack gap={5}>{children}</Stack>
      </div>
    </div>
  )
}

/** A page for administrators. Who came by its address and is none learns who can help. */
export function AdminPage(props: PageProps) {
  const t = useT()
  if (useIsAdmin()) return <SettingsPage {...props} />
  return (
    <>
      <PageHeader title={props.title} />
      <Empty
        icon={ShieldCheck}
        title={t('settings.adminsOnly')}
        actions={<ButtonLink href="/settings">{t('settings.toMine')}</ButtonLink>}
      >
        {t('settings.adminsOnlyWhy')}
      </Empty>
    </>
  )
}

function Sections() {
  const t = useT()
  const [place] = useLocation()
  const current = sectionOf(place)
  return (
    <nav aria-label={t('shell.settings')}>
      <ul className={styles.side}>
        {sections.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <RouteLink href={path} aria-current={path === current?.path ? 'page' : undefined}>
              <Icon aria-hidden="true" />
              {t(label)}
            </RouteLink>
          </li>
        ))}
      </ul>
      <div className={styles.pick}>
        <Popover
          side="start"
          button={(wiring) => (
            <Button {...wiring}>
              {t('settings.part', { part: current ? t(current.label) : '' })}
              <ChevronDown aria-hidden="true" />
            </Button>
          )}
        >
          {sections.map(({ path, label, icon: Icon }) => (
            <MenuLink key={path} href={path} icon={<Icon aria-hidden="true" />} current={path === current?.path}>
              {t(label)}
            </MenuLink>
          ))}
        </Popover>
      </div>
    </nav>
  )
}
