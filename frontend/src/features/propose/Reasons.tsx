import { DoorClosed, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Note } from '@/ui/states'
import { announce } from '@/ui/toast'
import { fillAndGo, useProposal } from './form'
import type { AnswerField, Values } from './proposal'
import styles from './propose.module.css'

/** Why an answer closes the door, and the way out, right beside it. */
export function Reasons({ field, place = field }: { field: AnswerField | 'ends_on'; place?: string }) {
  const { reasonsOf } = useProposal()
  const reasons = reasonsOf(field)
  if (reasons.length === 0) return null
  return (
    <Note tone="closed" icon={DoorClosed}>
      <div className={styles.reason}>
        {reasons.map(({ rule, message }) => (
          <p key={rule}>{message}</p>
        ))}
        <Opener field={field} place={place} />
      </div>
    </Note>
  )
}

/** A figure is changed with one press; for the rest the plan itself has to change. */
export function Opener({ field, place }: { field: string; place: string }) {
  const t = useT()
  const amount = useAmount(field)
  const { openerOf, keeper } = useProposal()
  const change = openerOf(field)
  if (!change) return null
  if (typeof change.to !== 'number') return <PlanChange field={field} place={place} message={change.message} />
  const apply = () => {
    fillAndGo(keeper, { [field]: change.to } as Values, place)
    announce(t('propose.changed', { change: change.message }))
  }
  return (
    <Button icon={<Undo2 aria-hidden="true" />} onClick={apply}>
      {t('propose.atMost', { n: amount(change.to) })}
    </Button>
  )
}

/** A figure with what it counts. */
function useAmount(field: string): (n: number) => string {
  const t = useT()
  const format = useFormats()
  const { prepared } = useProposal()
  if (field === 'answers.undo_hours') return (n) => t('proposal.answer.hours', { n })
  if (field === 'answers.customers_exposed') return format.number
  return (n) => format.money(n, prepared.currency)
}

/** The sentence goes into the plan, and the question is asked again: nobody's risk goes away by a press. */
function PlanChange({ field, place, message }: { field: string; place: string; message: string }) {
  const t = useT()
  const { keeper, values } = useProposal()
  const [writing, setWriting] = useState(false)
  const [sentence, setSentence] = useState('')
  const add = () => {
    const change = [values.change?.trim(), sentence.trim()].filter(Boolean).join('\n')
    fillAndGo(keeper, { change, [field]: undefined } as Values, place)
    announce(t('propose.planChanged'))
  }
  return (
    <>
      <p className={styles.wayOut}>{message}</p>
      {!writing && (
        <Button icon={<Undo2 aria-hidden="true" />} onClick={() => setWriting(true)}>
          {t('propose.changePlan')}
        </Button>
      )}
      {writing && (
        <div className={styles.sentence}>
          <TextField
            label={t('propose.sentence')}
            hint={t('propose.sentenceHint')}
            value={sentence}
            onValue={setSentence}
            limit={500}
            autoFocus
          />
          <Button disabled={sentence.trim() === ''} onClick={add}>
            {t('propose.addSentence')}
          </Button>
        </div>
      )}
    </>
  )
}
