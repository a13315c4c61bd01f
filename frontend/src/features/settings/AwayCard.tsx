import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Stack } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { NewAway, type NewDelegation } from './NewAway'
import { delegationsQuery } from './queries'
import { Row, Rows } from './Rows'

type Delegations = components['schemas']['Delegations']
type Delegation = components['schemas']['Delegation']

/** Who stands in for the person while they are away; only for who serves a route, or stands in. */
export function AwayCard() {
  const t = useT()
  const query = useQuery(delegationsQuery)
  const { routes } = usePerson()
  if (routes.length === 0 && !query.data?.for.length) return null
  return (
    <Card title={t('away.title')}>
      <p>{t('away.lead')}</p>
      <Loaded query={query}>{(delegations) => <Away delegations={delegations} />}</Loaded>
    </Card>
  )
}

const inputOf = ({ to, from, until }: Delegation) => ({ to: to.person_id, from, until })

function Away({ delegations: { items, for: others } }: { delegations: Delegations }) {
  const t = useT()
  const days = useDays()
  const [adding, setAdding] = useState(false)
  const saving = useSave(() => setAdding(false))
  const save = (all: NewDelegation[]) => saving.mutate({ body: { items: all } })
  const remove = (gone: Delegation) => save(items.filter((one) => one !== gone).map(inputOf))
  return (
    <Stack gap={4}>
      {items.length > 0 && <StandIns items={items} pending={saving.isPending} onRemove={remove} />}
      {others.map((one) => (
        <p key={one.for.person_id + one.from}>{t('away.for', { name: one.for.name, days: days(one) })}</p>
      ))}
      {adding ? (
        <NewAway
          problem={saving.error}
          pending={saving.isPending}
          at={items.length}
          onSend={(next) => save([...items.map(inputOf), next])}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <div>
          <Button icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
            {t('away.add')}
          </Button>
        </div>
      )}
    </Stack>
  )
}

function useDays() {
  const format = useFormats()
  return ({ from, until }: Delegation) => `${format.day(from)} – ${format.day(until)}`
}

type StandInsProps = { items: readonly Delegation[]; pending: boolean; onRemove: (gone: Delegation) => void }

function StandIns({ items, pending, onRemove }: StandInsProps) {
  const t = useT()
  const days = useDays()
  return (
    <Rows label={t('away.title')}>
      {items.map((one) => (
        <Row
          key={one.from}
          name={one.to.name}
          action={
            <Button kind="quiet" pending={pending} onClick={() => onRemove(one)}>
              {t('away.remove')}
            </Button>
          }
        >
          {days(one)}
        </Row>
      ))}
    </Rows>
  )
}

function useSave(onSaved: () => void) {
  const t = useT()
  return api.useMutation('put', '/api/v1/delegations', {
    onSuccess: (saved) => {
      onSaved()
      queryClient.setQueryData(delegationsQuery.queryKey, saved)
      toast(t('away.saved'))
    },
  })
}
