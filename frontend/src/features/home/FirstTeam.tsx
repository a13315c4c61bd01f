import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { usePerson } from '@/lib/session'
import { Card } from '@/ui/Card'
import { CreateTeam } from '@/ui/CreateTeam'
import { toast } from '@/ui/toast'

/** An experiment is always a team's: who has none makes one here, and is its first member. */
export default function FirstTeam() {
  const t = useT()
  const admin = usePerson().roles.includes('admin')
  const made = ({ name }: { name: string }) => {
    toast(t('home.teamMade', { name }))
    focusHeading() // the form goes
  }
  return (
    <Card title={t('home.team')}>
      <p>{t(admin ? 'begin.teamWhy' : 'home.teamWhy')}</p>
      <CreateTeam onMade={made} />
    </Card>
  )
}
