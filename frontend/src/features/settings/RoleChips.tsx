import { useT } from '@/lib/i18n'
import { CheckChips } from '@/ui/Choice'
import type { Role } from './queries'

const roles: readonly Role[] = ['member', 'reviewer', 'admin']

export function RoleChips({ value, onValue }: { value: readonly Role[]; onValue: (roles: Role[]) => void }) {
  const t = useT()
  return (
    <CheckChips
      legend={t('settings.roles')}
      hint={t('settings.rolesHint')}
      name="roles"
      options={roles.map((role) => ({ value: role, label: t(`settings.role.${role}`) }))}
      value={value}
      onValue={onValue}
    />
  )
}
