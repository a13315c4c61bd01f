import { useQuery } from '@tanstack/react-query'
import { Plus, Sparkles } from 'lucide-react'
import { momentsQuery } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Empty, Loaded } from '@/ui/states'
import { FirstMoments } from './FirstMoments'
import { Row, Rows } from './Rows'
import { AdminPage } from './SettingsPage'

export default function MomentsPage() {
  const t = useT()
  return (
    <AdminPage
      title={t('settings.moments')}
      lead={t('settings.momentsLead')}
      actions={
        <ButtonLink kind="primary" href="/settings/moments/new" icon={<Plus aria-hidden="true" />}>
          {t('settings.addMoment')}
        </ButtonLink>
      }
    >
      <Moments />
    </AdminPage>
  )
}

function Moments() {
  const t = useT()
  const moments = useQuery(momentsQuery)
  return (
    <Loaded query={moments} lines={6}>
      {(all) =>
        all.length === 0 ? (
          <>
            <Empty icon={Sparkles} title={t('settings.noMoments')}>
              {t('settings.noMomentsWhy')}
            </Empty>
            <FirstMoments />
          </>
        ) : (
          <Rows label={t('settings.moments')}>
            {all.map(({ id, name, description }) => (
              <Row key={id} name={name} href={`/settings/moments/${id}`}>
                {description}
              </Row>
            ))}
          </Rows>
        )
      }
    </Loaded>
  )
}
