import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Rss } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/lib/api/client'
import { asProblem, problemText } from '@/lib/api/problem'
import type { components } from '@/lib/api/schema'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Row } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { Confirm } from './Confirm'
import { FeedAddress } from './FeedAddress'
import { feedKeyQuery } from './queries'

type FeedKey = components['schemas']['FeedKey']

/** The address that a feed reader is given. It is shown once; a new one ends the one before. */
export function FeedCard() {
  const t = useT()
  const client = useQueryClient()
  const key = useQuery(feedKeyQuery)
  const refresh = () => client.invalidateQueries({ queryKey: feedKeyQuery.queryKey })
  const make = api.useMutation('post', '/api/v1/feed-key', {
    onSuccess: refresh,
    onError: (error) => toast(problemText(t, asProblem(error) ?? {})),
  })
  return (
    <Card title={t('post.feed')}>
      <p>{t('post.feedLead')}</p>
      {make.data ? (
        <FeedAddress address={make.data.address} onDone={() => make.reset()} />
      ) : (
        <Loaded query={key}>
          {(made) => <Made made={made} onEnd={refresh} pending={make.isPending} onMake={() => make.mutate({})} />}
        </Loaded>
      )}
    </Card>
  )
}

type MadeProps = { made: FeedKey; pending: boolean; onMake: () => void; onEnd: () => Promise<void> }

function Made({ made, pending, onMake, onEnd }: MadeProps) {
  const t = useT()
  const [isEnding, setEnding] = useState(false)
  const end = api.useMutation('delete', '/api/v1/feed-key', {
    onSuccess: async () => {
      setEnding(false)
      await onEnd()
      toast(t('post.feedEnded'))
    },
  })
  return (
    <>
      {made.made && (
        <p>
          {t('post.feedMade')} {made.seen_at ? t('post.feedSeen') : t('post.feedNever')}{' '}
          {made.seen_at && <Time at={made.seen_at} />}
        </p>
      )}
      <Row>
        <Button icon={<Rss aria-hidden="true" />} pending={pending} onClick={onMake}>
          {t(made.made ? 'post.feedAgain' : 'post.feedMake')}
        </Button>
        {made.made && (
          <Button kind="quiet" flush onClick={() => setEnding(true)}>
            {t('post.feedEnd')}
          </Button>
        )}
      </Row>
      {isEnding && (
        <Confirm
          title={t('post.feedEndAsk')}
          action={t('post.feedEnd')}
          asked={end}
          onConfirm={() => end.mutate({})}
          onClose={() => setEnding(false)}
        >
          {t('post.feedEndWhy')}
        </Confirm>
      )}
    </>
  )
}
