import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Select, TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row } from '@/ui/layout'
import { CopyOnce } from './CopyOnce'
import { tokensQuery } from './queries'

const lives = ['30', '90', '365'] as const
type Life = (typeof lives)[number]

/** The time so many days from now; undefined for ever. */
const expiry = (life: Life | null) =>
  life === null ? undefined : new Date(Date.now() + Number(life) * 86_400_000).toISOString()

/** Asks what a token is for, then shows it: the only time it can be read. */
export function NewToken({ onDone }: { onDone: () => void }) {
  const t = useT()
  const client = useQueryClient()
  const create = api.useMutation('post', '/api/v1/tokens', {
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  if (!create.data) {
    const make = (name: string, life: Life | null) => create.mutate({ body: { name, expires_at: expiry(life) } })
    return <TokenForm creating={create} onCreate={make} onCancel={onDone} />
  }
  return (
    <CopyOnce
      label={t('settings.tokenIs', { name: create.data.name })}
      hint={t('settings.tokenOnce')}
      text={create.data.token}
    >
      <Button kind="quiet" onClick={onDone}>
        {t('settings.done')}
      </Button>
    </CopyOnce>
  )
}

type TokenFormProps = {
  creating: { isPending: boolean; error: unknown }
  onCreate: (name: string, life: Life | null) => void
  onCancel: () => void
}

function TokenForm({ creating, onCreate, onCancel }: TokenFormProps) {
  const t = useT()
  const first = useRef<HTMLInputElement>(null)
  const [life, setLife] = useState<Life | null>('90')
  useEffect(() => first.current?.focus(), [])
  return (
    <Form problem={creating.error} onSubmit={({ name = '' }) => onCreate(name, life)}>
      <TextField
        ref={first}
        label={t('settings.tokenFor')}
        hint={t('settings.tokenForHint')}
        name="name"
        width="medium"
        autoComplete="off"
      />
      <Select
        label={t('settings.tokenLife')}
        name="expires_at"
        width="medium"
        options={lives.map((days) => ({ value: days, label: t(`settings.life.${days}`) }))}
        value={life}
        onValue={setLife}
        empty={t('settings.life.forever')}
      />
      <Row>
        <Button type="submit" pending={creating.isPending}>
          {t('settings.createToken')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t('settings.cancel')}
        </Button>
      </Row>
    </Form>
  )
}
