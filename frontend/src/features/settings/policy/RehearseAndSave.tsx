import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '@/lib/api/client'
import { asProblem } from '@/lib/api/problem'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { policyQuery } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Select, TextArea } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row } from '@/ui/layout'
import { toast } from '@/ui/toast'
import type { PolicyDraft } from './draft'
import { historyQuery, type Policy } from './queries'
import { RehearsalResult } from './RehearsalResult'

const amounts = ['100', '1000', '10000'] as const

/** First what saving would do, then saving. */
export function RehearseAndSave({ draft, policy }: { draft: PolicyDraft; policy: Policy }) {
  const t = useT()
  const format = useFormats()
  const [last, setLast] = useState<(typeof amounts)[number]>('1000')
  const rehearsal = api.useMutation('post', '/api/v1/policy/rehearsal')
  const rehearse = async () => rehearsal.mutate({ body: { source: await draft.whole(), last: Number(last) } })
  const isOf = rehearsal.variables?.body.source === draft.source
  return (
    <>
      <Card title={t('policy.rehearse')}>
        <p>{t('policy.rehearseHint')}</p>
        <Form problem={isOf ? rehearsal.error : null} onSubmit={() => void rehearse()}>
          <Select
            label={t('policy.last')}
            width="medium"
            options={amounts.map((n) => ({ value: n, label: t('policy.lastN', { n: format.number(Number(n)) }) }))}
            value={last}
            onValue={(chosen) => chosen && setLast(chosen)}
          />
          <Row>
            <Button type="submit" kind={isOf && rehearsal.data ? 'secondary' : 'primary'} pending={rehearsal.isPending}>
              {t('policy.doRehearse')}
            </Button>
          </Row>
        </Form>
        <div role="status">{isOf && rehearsal.data && <RehearsalResult rehearsal={rehearsal.data} />}</div>
      </Card>
      {isOf && rehearsal.data && draft.source !== policy.source && <Save draft={draft} policy={policy} />}
    </>
  )
}

function Save({ draft, policy }: { draft: PolicyDraft; policy: Policy }) {
  const t = useT()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const saving = api.useMutation('put', '/api/v1/policy', {
    onSuccess: async (saved) => {
      draft.forget()
      client.setQueryData(policyQuery.queryKey, saved)
      await client.invalidateQueries({ queryKey: historyQuery.queryKey })
      toast(t('policy.saved', { n: saved.version }))
      navigate('/settings/policy/history')
    },
    // What somebody else saved meanwhile is put together with it.
    onError: (error) =>
      asProblem(error)?.status === 412 && void client.invalidateQueries({ queryKey: policyQuery.queryKey }),
  })
  const save = () =>
    saving.mutate({
      params: { header: { 'If-Match': `"${policy.version}"` } },
      body: { source: draft.source, note: draft.note.trim() || undefined },
    })
  return (
    <Card title={t('policy.save', { n: policy.version + 1 })}>
      <Form problem={saving.error} onSubmit={save}>
        <TextArea
          label={t('policy.note')}
          hint={t('policy.noteHint')}
          name="note"
          limit={1000}
          optional
          value={draft.note}
          onValue={draft.setNote}
        />
        <Row>
          <Button type="submit" kind="primary" pending={saving.isPending}>
            {t('policy.doSave', { n: policy.version + 1 })}
          </Button>
        </Row>
      </Form>
    </Card>
  )
}
