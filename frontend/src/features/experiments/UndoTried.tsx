import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { type Key, useT } from '@/lib/i18n'
import { organisationQuery } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { Dialog } from '@/ui/Dialog'
import { NumberField, TextArea } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { toast } from '@/ui/toast'
import { UndoTries } from '@/ui/UndoTries'
import { type Experiment, useTryUndo } from './queries'

/** What undoing took when it was tried, and a place to say so. */
export function UndoTried({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const [saying, setSaying] = useState(false)
  const { undo_drills: drills = [], actions, language } = experiment
  const may = actions.includes('undo_drill')
  if (drills.length === 0 && !may) return null
  return (
    <Card title={t('checkins.undo.title')}>
      {drills.length > 0 ? <UndoTries drills={drills} lang={language} /> : <p>{t('checkins.undo.why')}</p>}
      {may && (
        <div>
          <Button icon={<Undo2 aria-hidden="true" />} onClick={() => setSaying(true)}>
            {t('checkins.undo.say')}
          </Button>
        </div>
      )}
      {saying && <UndoDialog experiment={experiment} onClose={() => setSaying(false)} />}
    </Card>
  )
}

const units = ['minutes', 'hours'] as const
type Unit = (typeof units)[number]
const perHour: Record<Unit, number> = { minutes: 60, hours: 1 }

/** What became of the door, where it changed. */
function saidOf(before: Experiment, after: Experiment): Key {
  if (before.door === after.door) return 'checkins.undo.done'
  return after.door === 'one_way' ? 'checkins.undo.closed' : 'checkins.undo.opened'
}

function UndoDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const t = useT()
  const tryUndo = useTryUndo(experiment.key)
  const { data: organisation } = useQuery(organisationQuery)
  const [took, setTook] = useState<number | null>(null)
  const [unit, setUnit] = useState<Unit | null>(null)
  const [cost, setCost] = useState<number | null>(null)
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const send = () => {
    setAsked(true)
    if (took === null || took < 0 || unit === null || tryUndo.isPending) return
    tryUndo.mutate(
      {
        params: { path: { id: experiment.key } },
        body: { hours: took / perHour[unit], cost: cost ?? undefined, note: note.trim() || undefined },
      },
      {
        onSuccess: (after) => {
          onClose()
          toast(t(saidOf(experiment, after)))
        },
      },
    )
  }
  const missing = (is: boolean) => (asked && is ? t('problem.field.required') : undefined)
  return (
    <Dialog
      title={t('checkins.undo.say')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('checkins.undo.cancel')}</Button>
          <Button kind="primary" pending={tryUndo.isPending} onClick={send}>
            {t('checkins.undo.send')}
          </Button>
        </>
      }
    >
      <Form problem={tryUndo.error} onSubmit={send}>
        <Stack gap={4}>
          <NumberField
            label={t('checkins.undo.took')}
            name="hours"
            value={took}
            onValue={setTook}
            error={missing(took === null || took < 0)}
          />
          <ChoiceChips
            legend={t('checkins.undo.unit')}
            options={units.map((value) => ({ value, label: t(`checkins.undo.${value}`) }))}
            value={unit}
            onValue={setUnit}
            error={missing(unit === null)}
          />
          <NumberField
            label={t('checkins.undo.cost')}
            name="cost"
            value={cost}
            onValue={setCost}
            unit={organisation?.currency}
            optional
          />
          <TextArea label={t('checkins.undo.note')} name="note" value={note} onValue={setNote} limit={4000} optional />
        </Stack>
      </Form>
    </Dialog>
  )
}
