import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { type Key, useT } from '@/lib/i18n'
import { organisationQuery } from '@/lib/proposal'
import { AskDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { NumberField, TextArea } from '@/ui/Field'
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

type Drill = { took: number | null; unit: Unit | null; cost: number | null; note: string }

/** What was typed of an undo drill, and how it is kept. */
function useDrill(experiment: Experiment, onKept: () => void) {
  const t = useT()
  const keeping = useTryUndo(experiment.key)
  const [drill, setDrill] = useState<Drill>({ took: null, unit: null, cost: null, note: '' })
  const [asked, setAsked] = useState(false)
  const { took, unit, cost, note } = drill
  const lacks = { took: took === null || took < 0, unit: unit === null }
  const send = () => {
    setAsked(true)
    if (took === null || unit === null || lacks.took) return
    keeping.mutate(
      {
        params: { path: { id: experiment.key } },
        body: { hours: took / perHour[unit], cost: cost ?? undefined, note: note.trim() || undefined },
      },
      {
        onSuccess: (after) => {
          onKept()
          toast(t(saidOf(experiment, after)))
        },
      },
    )
  }
  const change = (part: Partial<Drill>) => setDrill((typed) => ({ ...typed, ...part }))
  const missing = (field: keyof typeof lacks) => (asked && lacks[field] ? t('problem.field.required') : undefined)
  return { drill, change, missing, keeping, send }
}

function UndoDialog({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const t = useT()
  const { drill, change, missing, keeping, send } = useDrill(experiment, onClose)
  const { data: organisation } = useQuery(organisationQuery)
  return (
    <AskDialog
      title={t('checkins.undo.say')}
      action={t('checkins.undo.send')}
      cancel={t('checkins.undo.cancel')}
      asked={keeping}
      onSend={send}
      onClose={onClose}
    >
      <NumberField
        label={t('checkins.undo.took')}
        name="hours"
        value={drill.took}
        onValue={(took) => change({ took })}
        error={missing('took')}
      />
      <ChoiceChips
        legend={t('checkins.undo.unit')}
        options={units.map((value) => ({ value, label: t(`checkins.undo.${value}`) }))}
        value={drill.unit}
        onValue={(unit) => change({ unit })}
        error={missing('unit')}
      />
      <NumberField
        label={t('checkins.undo.cost')}
        name="cost"
        value={drill.cost}
        onValue={(cost) => change({ cost })}
        unit={organisation?.currency}
        optional
      />
      <TextArea
        label={t('checkins.undo.note')}
        name="note"
        value={drill.note}
        onValue={(note) => change({ note })}
        limit={4000}
        optional
      />
    </AskDialog>
  )
}
