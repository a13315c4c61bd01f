import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLastSave } from '@/lib/autosave'
import { useHotkeys } from '@/lib/hotkeys'
import { useLanguage, useT } from '@/lib/i18n'
import { isEmpty } from '@/lib/merge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Form } from '@/ui/Form'
import { Kbd } from '@/ui/Prose'
import { announce } from '@/ui/toast'
import { ChangeCard } from './ChangeCard'
import { Conflict } from './Conflict'
import { DoorBar, DoorPanel, useDoor } from './DoorPanel'
import { ExpectCard } from './ExpectCard'
import { goToField, ProposalFormProvider, useProposal, useProposalValues } from './form'
import type { Keeper, Kept } from './keeping'
import type { Field, Values } from './proposal'
import styles from './propose.module.css'
import { doorCheckQuery, type Prepared, useDoorCheck } from './queries'
import { riskGroups } from './questions'
import { incomplete, isAnsweredSince, regroup } from './refusal'
import { TouchCard } from './TouchCard'
import { Tried } from './Tried'
import { UndoCard } from './UndoCard'

type ProposeFormProps = {
  keeper: Keeper
  prepared: Prepared
  frozen?: readonly Field[]
  except?: string
  /** What the button says before each door. */
  label: (door: 'two_way' | 'one_way' | null) => string
  /** Called with what the server has, once nothing is missing; may throw what refuses it. */
  onSend: (kept: Kept, values: Values) => Promise<void>
}

/** The four cards, and the door beside them. */
export function ProposeForm({ keeper, prepared, frozen = [], except, ...rest }: ProposeFormProps) {
  const values = useProposalValues(keeper)
  const { data: check } = useDoorCheck(values)
  const form = useMemo(
    () => ({ keeper, prepared, values, check, frozen, except }),
    [keeper, prepared, values, check, frozen, except],
  )
  useEffect(() => keeper.begin(), [keeper])
  useLastSave(keeper)
  return (
    <ProposalFormProvider form={form}>
      <Sending {...rest} />
    </ProposalFormProvider>
  )
}

function Sending({ label, onSend }: Pick<ProposeFormProps, 'label' | 'onSend'>) {
  const t = useT()
  const { refusal, pending, send, door } = useSend(onSend)
  const { values, prepared } = useProposal()
  const isAnswered = useCallback(
    (name: string) => isAnsweredSince(name, refusal?.values ?? {}, values, riskGroups(prepared.policy.questions)),
    [refusal, values, prepared],
  )
  const [sheet, setSheet] = useState(false)
  const goFromSheet = (field: string) => {
    flushSync(() => setSheet(false))
    goToField(field)
  }
  useAnnouncedDoor()
  useAnnouncedDoubts()
  useHotkeys([{ keys: 'mod Enter', label: label(door), run: () => void send() }])
  const button = (wide: boolean) =>
    door && <SendButton label={label(door)} wide={wide} pending={pending} onSend={send} />
  return (
    <Form problem={refusal?.problem} isAnswered={isAnswered} onSubmit={() => void send()}>
      <Conflict />
      <div className={styles.layout}>
        <div className={styles.cards}>
          <ChangeCard />
          <ExpectCard />
          <TouchCard />
          <UndoCard />
        </div>
        <aside className={styles.beside} aria-label={t('propose.door')}>
          <DoorPanel onGo={goToField} action={button(true)} />
          <Tried />
        </aside>
        <DoorBar onOpen={() => setSheet(true)} action={button(false)} />
      </div>
      {sheet && (
        <Dialog title={t('propose.door')} light onClose={() => setSheet(false)} actions={button(false)}>
          <DoorPanel onGo={goFromSheet} />
        </Dialog>
      )}
    </Form>
  )
}

type SendProps = { label: string; wide: boolean; pending: boolean; onSend: () => Promise<void> }

/** The wide one has room for its key. */
function SendButton({ label, wide, pending, onSend }: SendProps) {
  return (
    <Button kind="primary" size="large" wide={wide} pending={pending} onClick={() => void onSend()}>
      {label}
      {wide && (
        <span aria-hidden="true">
          <Kbd keys="mod Enter" />
        </span>
      )}
    </Button>
  )
}

/** Asks the door once more, then sends; a door that turned in the meantime is told instead of passed through. */
function useSend(onSend: ProposeFormProps['onSend']) {
  const t = useT()
  const client = useQueryClient()
  const { language } = useLanguage()
  const { keeper, prepared } = useProposal()
  const { door } = useDoor()
  const [refusal, setRefusal] = useState<{ problem: unknown; values: Values } | null>(null)
  const [pending, setPending] = useState(false)
  const groups = riskGroups(prepared.policy.questions)
  const attempt = async () => {
    const values = keeper.values.get()
    const check = await client.fetchQuery(doorCheckQuery(values, language))
    const missing = incomplete(check, groups)
    if (missing) throw missing
    if (check.door !== door) return announce(t('propose.doorTurned'))
    const kept = await keeper.settle()
    if (kept) await onSend(kept, values)
  }
  const send = async () => {
    if (pending) return
    setPending(true)
    setRefusal(null)
    try {
      await attempt()
    } catch (thrown) {
      setRefusal({ problem: regroup(thrown, groups), values: keeper.values.get() })
    } finally {
      setPending(false)
    }
  }
  return { refusal, pending, send, door }
}

/** Says aloud when the door opens or closes, and for how many reasons. */
function useAnnouncedDoor() {
  const t = useT()
  const { check } = useProposal()
  const { door, name } = useDoor()
  const reasons = check?.reasons.length ?? 0
  const before = useRef({ door, reasons })
  useEffect(() => {
    const changed = before.current.door !== door || before.current.reasons !== reasons
    before.current = { door, reasons }
    if (changed && door) announce(reasons > 0 ? `${name}. ${t('propose.reasons', { n: reasons })}` : `${name}.`)
  }, [t, door, reasons, name])
}

/** Says aloud when words make one ask; they are marked for those who see them. */
function useAnnouncedDoubts() {
  const t = useT()
  const { doubtsOf } = useProposal()
  const n = doubtsOf().length
  const before = useRef(n)
  useEffect(() => {
    if (n > before.current) announce(t('propose.doubt.new', { n }))
    before.current = n
  }, [t, n])
}

/** Whether anything has been typed that only this browser has. */
export const isTyped = (values: Values) =>
  Object.entries(values).some(([field, value]) => field !== 'language' && field !== 'team_id' && !isEmpty(value))
