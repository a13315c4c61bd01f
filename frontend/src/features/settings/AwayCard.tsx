import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/lib/api/client'
import { lacking } from '@/lib/api/problem'
import type { components } from '@/lib/api/schema'
import { today, useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField, Select } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row as Line, Stack } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { delegationsQuery, routesQuery } from './queries'
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
  const format = useFormats()
  const [adding, setAdding] = useState(false)
  const saving = useSave(() => setAdding(false))
  const days = ({ from, until }: Delegation) => `${format.day(from)} – ${format.day(until)}`
  const remove = (gone: Delegation) =>
    saving.mutate({ body: { items: items.filter((one) => one !== gone).map(inputOf) } })
  return (
    <Stack gap={4}>
      {items.length > 0 && (
        <Rows label={t('away.title')}>
          {items.map((one) => (
            <Row
              key={one.from}
              name={one.to.name}
              action={
                <Button kind="quiet" pending={saving.isPending} onClick={() => remove(one)}>
                  {t('away.remove')}
                </Button>
              }
            >
              {days(one)}
            </Row>
          ))}
        </Rows>
      )}
      {others.map((one) => (
        <p key={one.for.person_id + one.from}>{t('away.for', { name: one.for.name, days: days(one) })}</p>
      ))}
      {adding ? (
        <NewAway
          problem={saving.error}
          pending={saving.isPending}
          at={items.length}
          onSend={(next) => saving.mutate({ body: { items: [...items.map(inputOf), next] } })}
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

type NewProps = {
  problem: unknown
  pending: boolean
  /** Its place among those that are there. */
  at: number
  onSend: (input: { to: string; from: string; until: string }) => void
  onCancel: () => void
}

function NewAway({ problem, pending, at, onSend, onCancel }: NewProps) {
  const t = useT()
  const { person_id: me } = usePerson()
  const { data } = useQuery(routesQuery)
  const [to, setTo] = useState<string | null>(null)
  const [from, setFrom] = useState<string | null>(today())
  const [until, setUntil] = useState<string | null>(null)
  const [lacks, setLacks] = useState<unknown>(null)
  const people = new Map(
    data?.items.flatMap(({ members, backups }) => [...members, ...backups]).map((one) => [one.person_id, one.name]),
  )
  people.delete(me)
  const send = () => {
    const missing = Object.entries({ to, from, until }).flatMap(([name, value]) =>
      value ? [] : [`items.${at}.${name}`],
    )
    setLacks(lacking(missing))
    if (to && from && until && !pending) onSend({ to, from, until })
  }
  return (
    <Form problem={lacks ?? problem} onSubmit={send}>
      <Select
        name={`items.${at}.to`}
        label={t('away.who')}
        empty={t('away.choose')}
        options={[...people].map(([value, label]) => ({ value, label }))}
        value={to}
        onValue={setTo}
      />
      <Line align="start">
        <DateField name={`items.${at}.from`} label={t('away.from')} value={from} onValue={setFrom} min={today()} />
        <DateField
          name={`items.${at}.until`}
          label={t('away.until')}
          value={until}
          onValue={setUntil}
          min={from ?? today()}
        />
      </Line>
      <Line>
        <Button type="submit" pending={pending}>
          {t('away.save')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t('away.cancel')}
        </Button>
      </Line>
    </Form>
  )
}
