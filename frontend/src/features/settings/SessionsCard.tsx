import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { useT } from '@/lib/i18n'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/states'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { deviceOf } from './device'
import { sessionsQuery } from './queries'
import { Row, Rows } from './Rows'

type Session = components['schemas']['Session']

/** This browser first, then the one used last. */
const inOrder = (sessions: readonly Session[]) =>
  sessions.toSorted(
    (one, other) => Number(other.current) - Number(one.current) || other.seen_at.localeCompare(one.seen_at),
  )

export function SessionsCard() {
  const t = useT()
  const client = useQueryClient()
  const list = useRef<HTMLUListElement>(null)
  const sessions = useQuery(sessionsQuery)
  const end = api.useMutation('delete', '/api/v1/sessions/{id}', {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
      list.current?.focus()
      toast(t('settings.sessionEnded'))
    },
  })
  return (
    <Card title={t('settings.sessions')}>
      <p>{t('settings.sessionsHint')}</p>
      <Loaded query={sessions}>
        {({ items }) => (
          <Rows label={t('settings.sessions')} ref={list}>
            {inOrder(items).map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                isEnding={end.isPending && end.variables.params.path.id === session.id}
                onEnd={() => end.mutate({ params: { path: { id: session.id } } })}
              />
            ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}

type RowProps = { session: Session; isEnding: boolean; onEnd: () => void }

function SessionRow({ session, isEnding, onEnd }: RowProps) {
  const t = useT()
  const device = deviceOf(session.device)
  const name = device ? t('settings.device', device) : session.device || t('settings.deviceUnknown')
  return (
    <Row
      name={name}
      badges={session.current && <Badge tone="accent">{t('settings.thisBrowser')}</Badge>}
      action={
        !session.current && (
          <Button
            kind="quiet"
            pending={isEnding}
            onClick={onEnd}
            aria-label={t('settings.endSessionOf', { device: name })}
          >
            {t('settings.endSession')}
          </Button>
        )
      }
    >
      {t('settings.lastSeen')} <Time at={session.seen_at} />
    </Row>
  )
}
