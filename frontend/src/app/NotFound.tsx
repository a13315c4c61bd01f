import { DoorClosed } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { PageHeader } from '@/ui/PageHeader'
import { Empty } from '@/ui/states'

export function NotFound() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('shell.notFound')} />
      <Empty
        icon={DoorClosed}
        title={t('shell.notFoundWhy')}
        actions={<ButtonLink href="/">{t('shell.toHome')}</ButtonLink>}
      />
    </>
  )
}
