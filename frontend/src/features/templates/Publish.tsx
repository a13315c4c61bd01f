import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { organisationQuery, useProposalNames } from '@/lib/proposal'
import { AskDialog } from '@/ui/AskDialog'
import { NumberField, Select, TextArea } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { toast } from '@/ui/toast'
import { inTwelveMonths } from './days'
import { type Limits, usePublish } from './queries'

const noticed = ['same_day', 'three_days', 'week', 'later'] as const

type Props = { template: string; gate: string; atMost: Limits; onClose: () => void }

/** What a reviewer promises: how far the same may go without asking, until when, and why. */
export function Publish({ template, gate, atMost, onClose }: Props) {
  const t = useT()
  const names = useProposalNames()
  const format = useFormats()
  const publish = usePublish(template)
  const [limits, setLimits] = useState<Partial<Limits>>(atMost)
  const [reason, setReason] = useState('')
  const submit = () =>
    publish.mutate(
      { params: { path: { id: template } }, body: { gate, limits: limits as Limits, reason } },
      {
        onSuccess: () => {
          onClose()
          toast(t('templates.published'))
        },
      },
    )
  return (
    <AskDialog
      title={t('templates.publishTitle', { gate: names.gate(gate) })}
      action={t('templates.publishIt')}
      cancel={t('templates.cancel')}
      asked={publish}
      wide
      onSend={submit}
      onClose={onClose}
    >
      <p>{t('templates.publishWhy', { day: format.day(inTwelveMonths(new Date())) })}</p>
      <LimitFields limits={limits} atMost={atMost} onLimits={setLimits} />
      <TextArea
        name="reason"
        label={t('templates.reason')}
        hint={t('templates.reasonHint')}
        value={reason}
        onValue={setReason}
        limit={4000}
      />
    </AskDialog>
  )
}

type FieldsProps = { limits: Partial<Limits>; atMost: Limits; onLimits: (limits: Partial<Limits>) => void }

function LimitFields({ limits, atMost, onLimits }: FieldsProps) {
  const t = useT()
  const id = useId()
  const format = useFormats()
  const currency = useQuery(organisationQuery).data?.currency ?? 'EUR'
  const figure = (field: 'customers_exposed' | 'money_at_risk' | 'undo_cost' | 'undo_hours', unit?: string) => (
    <NumberField
      name={`limits.${field}`}
      label={t(`templates.limit.${field}`)}
      hint={t('templates.atMost', { n: format.number(atMost[field]) })}
      unit={unit}
      value={limits[field] ?? null}
      onValue={(value) => onLimits({ ...limits, [field]: value ?? undefined })}
    />
  )
  return (
    <section aria-labelledby={id}>
      <Stack gap={4}>
        <h3 id={id}>{t('templates.limits')}</h3>
        {figure('customers_exposed')}
        {figure('money_at_risk', currency)}
        {figure('undo_cost', currency)}
        {figure('undo_hours')}
        <Select
          name="limits.noticed_within"
          label={t('templates.limit.noticed_within')}
          width="medium"
          options={noticed
            .slice(0, noticed.indexOf(atMost.noticed_within) + 1)
            .map((value) => ({ value, label: t(`proposal.answer.${value}`) }))}
          value={limits.noticed_within ?? null}
          onValue={(value) => onLimits({ ...limits, noticed_within: value ?? undefined })}
        />
      </Stack>
    </section>
  )
}
