import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Redirect, useParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded, Note } from '@/ui/states'
import { toast } from '@/ui/toast'
import { Asked } from './Asked'
import { type Kept, keeper as makeKeeper } from './keeping'
import { ProposeForm } from './ProposeForm'
import type { Field } from './proposal'
import styles from './propose.module.css'
import { type Experiment, editedQuery, type Prepared, registry, usePrepared } from './queries'

const frozenByStart: Field[] = [
  'obstacle_id',
  'effect',
  'because',
  'signal.name',
  'signal.unit',
  'signal.direction',
  'signal.baseline',
  'signal.target',
  'hollow_if.direction',
  'hollow_if.limit',
]
const nothing: Field[] = []

/** What was never said before the start may still be: a door that closes later asks for it. */
function isSaid({ signal, because, hollow_if: hollow }: Experiment, field: Field) {
  if (field === 'because') return Boolean(because)
  if (field.startsWith('hollow_if.')) return hollow !== undefined
  return !field.startsWith('signal.') || signal !== undefined
}

/** Changes what was submitted. A draft opens where it is written; what has ended stays as it was. */
export default function EditPage() {
  const { id } = useParams<{ id: string }>()
  const prepared = usePrepared()
  const query = useQuery(editedQuery(id))
  return (
    <Loaded query={query} lines={6}>
      {({ experiment, kept }) => {
        if (experiment.actions.includes('submit')) return <Redirect to={`/propose?draft=${experiment.key}`} replace />
        if (!experiment.actions.includes('edit')) return <Redirect to={`/experiments/${experiment.key}`} replace />
        return (
          <Loaded query={prepared} lines={6}>
            {(data) => <Editing experiment={experiment} kept={kept} prepared={data} />}
          </Loaded>
        )
      }}
    </Loaded>
  )
}

/** What saving does in each state, said before it is done. */
const effects = {
  in_review: 'propose.edit.in_review',
  ready: 'propose.edit.ready',
  running: 'propose.edit.running',
  paused: 'propose.edit.paused',
} as const

type EditingProps = { experiment: Experiment; kept: Kept; prepared: Prepared }

function Editing({ experiment, kept, prepared }: EditingProps) {
  const t = useT()
  const client = useQueryClient()
  const [keeper] = useState(() => makeKeeper({ registry, kept, byHand: true }))
  const address = `/experiments/${experiment.key}`
  const effect = effects[experiment.status as keyof typeof effects]
  const leave = () => {
    keeper.forget()
    client.removeQueries({ queryKey: ['edited'] })
    navigate(address)
  }
  const saved = async () => {
    leave()
    void client.invalidateQueries()
    toast(t('propose.edit.saved'))
  }
  return (
    <>
      <PageHeader
        title={t('propose.edit.heading', { key: experiment.key })}
        lead={t('propose.edit.lead')}
        back={{ href: address, label: experiment.title }}
        actions={
          <Button kind="quiet" flush onClick={leave}>
            {t('propose.edit.discard')}
          </Button>
        }
      />
      {effect && (
        <div className={styles.above}>
          <Stack gap={3}>
            <Asked experiment={experiment} />
            <Note>{t(effect)}</Note>
          </Stack>
        </div>
      )}
      <ProposeForm
        keeper={keeper}
        prepared={prepared}
        except={experiment.id}
        frozen={experiment.started_at ? frozenByStart.filter((field) => isSaid(experiment, field)) : nothing}
        label={() => t('propose.edit.save')}
        onSend={saved}
      />
    </>
  )
}
