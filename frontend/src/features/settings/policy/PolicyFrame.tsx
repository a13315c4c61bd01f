import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { type Key, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Tabs } from '@/ui/Tabs'
import { AdminPage, SettingsPage } from '../SettingsPage'

const home = '/settings/policy'
const parts: { path: string; label: Key; admin?: boolean }[] = [
  { path: home, label: 'policy.tab.read' },
  { path: `${home}/change`, label: 'policy.tab.change', admin: true },
  { path: `${home}/try`, label: 'policy.tab.try' },
  { path: `${home}/history`, label: 'policy.tab.history' },
  { path: `${home}/calibration`, label: 'policy.tab.calibration' },
]

type FrameProps = { lead: string; adminOnly?: boolean; children: ReactNode }

/** The pages of the door policy, beside each other. Everyone may read them; administrators change it. */
export function PolicyFrame({ lead, adminOnly, children }: FrameProps) {
  const t = useT()
  const [place] = useLocation()
  const isAdmin = usePerson().roles.includes('admin')
  const Page = adminOnly ? AdminPage : SettingsPage
  const tabs = parts
    .filter(({ admin }) => isAdmin || !admin)
    .map(({ path, label }) => ({ href: path, label: t(label), current: place === path }))
  return (
    <Page title={t('settings.policy')} lead={lead}>
      <Tabs label={t('settings.policy')} tabs={tabs} />
      {children}
    </Page>
  )
}
