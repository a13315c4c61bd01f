import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { ReasonDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import { Day } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { type EarnedDoor, harmQuery, type Template, useWithdraw } from './queries'
import styles from './templates.module.css'

const measures = ['customers_exposed', 'money_at_risk', 'undo_cost', 'undo_hours', 'noticed_within'] as const

/** The doors that were earned, newest first; what ended is kept. */
export function Doors({ template }: { template: Template }) {
  const t = useT()
  if (template.earned_doors.length === 0) return null
  return (
    <Card title={t('templates.doors')}>
      <ul className={styles.gates}>
        {template.earned_doors.map((door) => (
          <Door key={door.id} door={door} template={template.id} />
        ))}
      </ul>
    </Card>
  )
}

function Door({ door, template }: { door: EarnedDoor; template: string }) {
  const t = useT()
  const names = useProposalNames()
  const values = useProposalValues()
  const [asking, setAsking] = useState(false)
  return (
    <li>
      <div className={styles.gate}>
        <Stack gap={2}>
          <h3>{names.gate(door.gate)}</h3>
          <State door={door} />
          <Prose quote>{door.reason}</Prose>
          <Facts
            facts={measures.map((key) => ({
              label: t(`templates.limit.${key}`),
              value: values.answer(key, door.limits[key]),
            }))}
          />
        </Stack>
      </div>
      {door.may_withdraw && <Button onClick={() => setAsking(true)}>{t('templates.withdraw')}</Button>}
      {asking && <Withdraw door={door} template={template} onClose={() => setAsking(false)} />}
    </li>
  )
}

function State({ door }: { door: EarnedDoor }) {
  const t = useT()
  const names = useProposalNames()
  const route = names.route(door.route)
  if (door.state === 'open')
    return (
      <p>
        {t('templates.openBy', { route })} <Day on={door.since} /> – <Day on={door.until} />
      </p>
    )
  if (door.state === 'expired')
    return (
      <p>
        {t('templates.expired')} <Day on={door.until} />
      </p>
    )
  return (
    <div>
      <p>
        {t('templates.withdrawn')} {door.withdrawn && <Day on={door.withdrawn} />}
      </p>
      {door.harmed_by && <Harm id={door.harmed_by} />}
      {door.withdrawn_why && <Prose quote>{door.withdrawn_why}</Prose>}
    </div>
  )
}

/** Told without a culprit: what it was, and where to read on. */
function Harm({ id }: { id: string }) {
  const t = useT()
  const { data } = useQuery(harmQuery(id))
  return (
    <p>
      {t('templates.harm')}{' '}
      <Link href={`/experiments/${data?.key ?? id}`} lang={data?.language}>
        {data?.title ?? t('templates.harmOne')}
      </Link>
    </p>
  )
}

function Withdraw({ door, template, onClose }: { door: EarnedDoor; template: string; onClose: () => void }) {
  const t = useT()
  const names = useProposalNames()
  const withdraw = useWithdraw(template)
  const send = (reason: string) =>
    withdraw.mutate(
      { params: { path: { id: template, door: door.id } }, body: { reason } },
      {
        onSuccess: () => {
          onClose()
          toast(t('templates.withdrawnNow'))
        },
      },
    )
  return (
    <ReasonDialog
      title={t('templates.withdrawTitle', { gate: names.gate(door.gate) })}
      label={t('templates.withdrawReason')}
      hint={t('templates.reasonHint')}
      action={t('templates.withdraw')}
      cancel={t('templates.cancel')}
      asked={withdraw}
      onSend={send}
      onClose={onClose}
    >
      <p>{t('templates.withdrawWhy')}</p>
    </ReasonDialog>
  )
}
