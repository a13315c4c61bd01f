import { useT } from '@/lib/i18n'
import { AdminPage } from '../SettingsPage'
import { Log } from './Log'
import { Verify } from './Verify'

/** Everything that happened, and whether the log of it is whole. */
export default function AuditPage() {
  const t = useT()
  return (
    <AdminPage title={t('settings.audit')} lead={t('audit.lead')}>
      <Verify />
      <Log />
    </AdminPage>
  )
}
