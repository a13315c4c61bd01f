import { createContext, type ReactNode, useContext } from 'react'
import { flushSync } from 'react-dom'
import { useValue } from '@/lib/observable'
import type { Keeper } from './keeping'
import type { Field, Values } from './proposal'
import type { Check, Doubt, Prepared, Reason } from './queries'

type Change = Check['openers'][number]['changes'][number]

export type ProposalForm = {
  keeper: Keeper
  prepared: Prepared
  values: Values
  check: Check | undefined
  /** Fields that the first start has frozen. */
  frozen: readonly Field[]
  /** The submitted experiment that is changed, which is not like itself. */
  except?: string | undefined
}

const Context = createContext<ProposalForm | null>(null)

export function ProposalFormProvider({ form, children }: { form: ProposalForm; children: ReactNode }) {
  return <Context value={form}>{children}</Context>
}

/** The proposal that is being written, and what the door policy says of it now. */
export function useProposal() {
  const form = useContext(Context)
  if (!form) throw new Error('outside a proposal')
  const { check, values, keeper, frozen } = form
  const wordsOf = ({ field, start, end }: Doubt) => String(values[field as TextFields] ?? '').slice(start, end)
  /** Those that still stand: the words as they are now may be newer than the question. */
  const doubtsOf = (field?: string): Doubt[] =>
    (check?.doubts ?? []).filter(
      (doubt) => (!field || doubt.field === field) && !frozen.includes(doubt.field as Field) && wordsOf(doubt).trim(),
    )
  return {
    ...form,
    isOneWay: check?.door === 'one_way',
    set: keeper.set,
    isFrozen: (field: Field) => frozen.includes(field),
    /** What every text field needs to be tied to the proposal. */
    text: <F extends TextFields>(field: F) => ({
      name: field,
      value: values[field] ?? '',
      onValue: (value: string) => keeper.set(field, value as Values[F]),
      marks: doubtsOf(field),
    }),
    doubtsOf,
    wordsOf,
    reasonsOf: (field: string): Reason[] => check?.reasons.filter((reason) => reason.field === field) ?? [],
    /** How the first way out would change this field. */
    openerOf: (field: string): Change | undefined =>
      check?.openers.flatMap(({ changes }) => changes).find((change) => change.field === field),
  }
}

type TextFields = {
  [F in Field]-?: NonNullable<Values[F]> extends string ? (string extends NonNullable<Values[F]> ? F : never) : never
}[Field]

export const useProposalValues = (keeper: Keeper) => useValue(keeper.values)

/** Leads to a field of the form, wherever it is. */
export function goToField(name: string) {
  const place = document.querySelector<HTMLElement>(`[data-field="${name}"]`)
  const details = place?.closest('details')
  if (details) details.open = true
  place?.scrollIntoView({ block: 'center' })
  const chosen = place?.querySelector<HTMLElement>('input:checked')
  const first = place?.querySelector<HTMLElement>('input, textarea, select')
  ;(chosen ?? first)?.focus({ preventScroll: true })
}

/** Changes the proposal and leads to where that shows. */
export function fillAndGo(keeper: Keeper, values: Values, name: string) {
  flushSync(() => keeper.fill(values))
  goToField(name)
}
