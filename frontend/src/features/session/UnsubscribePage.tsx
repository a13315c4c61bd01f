import { useMutation } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { asProblem } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button, ButtonLink } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { ErrorState } from '@/ui/states'

/** Where the last link of a mail leads. To come here ends nothing: programs that check mails follow every link. */
export default function UnsubscribePage() {
  const t = useT()
  const search = useSearch()
  const end = useMutation({
    mutationFn: async () => {
      const response = await fetch(`/unsubscribe?${search}`, { method: 'POST' })
      if (!response.ok) throw await response.json()
    },
  })
  if (end.isSuccess) return <Ended />
  return (
    <Stack>
      <PageHeader title={t('post.unsubscribe')} lead={t('post.unsubscribeLead')} />
      {asProblem(end.error)?.status === 404 ? (
        <p role="alert">{t('post.unsubscribeUnknown')}</p>
      ) : (
        end.error && <ErrorState error={end.error} onRetry={() => end.mutate()} />
      )}
      <Button kind="primary" size="large" wide pending={end.isPending} onClick={() => end.mutate()}>
        {t('post.unsubscribeDo')}
      </Button>
    </Stack>
  )
}

function Ended() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('post.unsubscribed')} lead={t('post.unsubscribedLead')} />
      <ButtonLink size="large" wide href="/lessons">
        {t('post.toLessons')}
      </ButtonLink>
    </>
  )
}
