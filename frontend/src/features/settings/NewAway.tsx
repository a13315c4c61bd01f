import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lacking } from '@/lib/api/problem'
import { today } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { DateField, Select } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row } from '@/ui/layout'
import { routesQuery } from './queries'

export type NewDelegation = { to: string; from: string; until: string }

type NewProps = {
  problem: unknown
  pending: boolean
  /** Its place among those that are there. */
  at: number
  onSend: (delegation: NewDelegation) => void
  onCancel: () => void
}

/** Who stands in, and from when until when. */
export function NewAway({ problem, pending, at, onSend, onCancel }: NewProps) {
  const t = useT()
  const people = useColleagues()
  const [to, setTo] = useState<string | null>(null)
  const [from, setFrom] = useState<string | null>(today())
  const [until, setUntil] = useState<string | null>(null)
  const [lacks, setLacks] = useState<unknown>(null)
  const send = () => {
    const missing = Object.entries({ to, from, until }).filter(([, value]) => !value)
    setLacks(lacking(missing.map(([name]) => `items.${at}.${name}`)))
    if (to && from && until && !pending) onSend({ to, from, until })
  }
  return (
    <Form problem={lacks ?? problem} onSubmit={send}>
      <Select
        name={`items.${at}.to`}
        label={t('away.who')}
        empty={t('away.choose')}
        options={people}
        value={to}
        onValue={setTo}
      />
      <Row align="start">
        <DateField name={`items.${at}.from`} label={t('away.from')} value={from} onValue={setFrom} min={today()} />
        <DateField
          name={`items.${at}.until`}
          label={t('away.until')}
          value={until}
          onValue={setUntil}
          min={from ?? today()}
        />
      </Row>
      <Row>
        <Button type="submit" pending={pending}>
          {t('away.save')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t('away.cancel')}
        </Button>
      </Row>
    </Form>
  )
}

/** Who serves any route, but for the person: each once. */
function useColleagues() {
  const { person_id: me } = usePerson()
  const { data } = useQuery(routesQuery)
  const all = (data?.items ?? []).flatMap(({ members, backups }) => [...members, ...backups])
  const names = new Map(all.map(({ person_id, name }) => [person_id, name]))
  names.delete(me)
  return [...names].map(([value, label]) => ({ value, label }))
}
