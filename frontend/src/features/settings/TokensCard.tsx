import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/states'
import { Day, Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { Confirm } from './Confirm'
import { NewToken } from './NewToken'
import { tokensQuery } from './queries'
import { Row, Rows } from './Rows'

type Token = components['schemas']['Token']

export function TokensCard() {
  const t = useT()
  const [isMaking, setMaking] = useState(false)
  const tokens = useQuery(tokensQuery)
  return (
    <Card title={t('settings.tokens')}>
      <p>{t('settings.tokensHint')}</p>
      <Loaded query={tokens}>{({ items }) => items.length > 0 && <Tokens tokens={items} />}</Loaded>
      {isMaking ? (
        <NewToken onDone={() => setMaking(false)} />
      ) : (
        <Button icon={<Plus aria-hidden="true" />} onClick={() => setMaking(true)}>
          {t('settings.newToken')}
        </Button>
      )}
    </Card>
  )
}

function Tokens({ tokens }: { tokens: readonly Token[] }) {
  const t = useT()
  const client = useQueryClient()
  const list = useRef<HTMLUListElement>(null)
  const [asked, setAsked] = useState<Token | null>(null)
  const revoke = api.useMutation('delete', '/api/v1/tokens/{id}', {
    onSuccess: async () => {
      setAsked(null)
      await client.invalidateQueries({ queryKey: tokensQuery.queryKey })
      list.current?.focus()
      toast(t('settings.tokenRevoked'))
    },
  })
  return (
    <>
      <Rows label={t('settings.tokens')} ref={list}>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setAsked(token)} />
        ))}
      </Rows>
      {asked && (
        <Confirm
          title={t('settings.revokeAsk', { name: asked.name })}
          action={t('settings.revoke')}
          asked={revoke}
          onConfirm={() => revoke.mutate({ params: { path: { id: asked.id } } })}
          onClose={() => setAsked(null)}
        >
          {t('settings.revokeWhy')}
        </Confirm>
      )}
    </>
  )
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const t = useT()
  return (
    <Row
      name={token.name}
      action={
        <Button kind="quiet" onClick={onRevoke} aria-label={t('settings.revokeOf', { name: token.name })}>
          {t('settings.revoke')}
        </Button>
      }
    >
      {token.seen_at ? (
        <>
          {t('settings.lastUsed')} <Time at={token.seen_at} />
        </>
      ) : (
        t('settings.neverUsed')
      )}
      {' · '}
      {token.expires_at ? (
        <>
          {t('settings.worksUntil')} <Day on={token.expires_at} />
        </>
      ) : (
        t('settings.worksForever')
      )}
    </Row>
  )
}
