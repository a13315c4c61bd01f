import { DoorOpen, Plus } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { PageHeader } from '@/ui/PageHeader'
import { Empty } from '@/ui/states'

/** Where one begins: what waits for me. */
export default function HomePage() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('home.title')} />
      <Empty
        icon={DoorOpen}
        title={t('home.nothing')}
        actions={
          <ButtonLink kind="primary" size="large" href="/propose" icon={<Plus aria-hidden="true" />}>
            {t('shell.propose')}
          </ButtonLink>
        }
      >
        {t('home.annoyed')}
      </Empty>
    </>
  )
}
