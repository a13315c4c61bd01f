import { useQuery } from '@tanstack/react-query'
import { organisationQuery, policyQuery, useProposalNames, useProposalValues } from '@/lib/proposal'
import { ChoiceChips } from './Choice'
import { NumberField } from './Field'

type AnswerProps = {
  /** The key of the question. */
  gate: string
  value: string | number | null
  onValue: (value: string | number | null) => void
  /** Where the answers stand in the body. */
  within?: string
}

/** One of the sixteen questions, asked alone; a page that shows it needs the texts "proposal". */
export function AnswerField({ gate, value, onValue, within = 'answers' }: AnswerProps) {
  const values = useProposalValues()
  const names = useProposalNames()
  const unit = useUnit(gate)
  const { data: policy } = useQuery(policyQuery)
  const question = policy?.questions.find(({ key }) => key === gate)
  const name = `${within}.${gate}`
  if (!question || question.kind === 'measure')
    return (
      <NumberField
        name={name}
        label={question ? values.question(gate) : names.gate(gate)}
        value={typeof value === 'number' ? value : null}
        onValue={onValue}
        unit={unit}
      />
    )
  return (
    <ChoiceChips
      name={name}
      legend={values.question(gate)}
      options={(question.options ?? []).map((option) => ({ value: option, label: values.answer(gate, option) }))}
      value={typeof value === 'string' ? value : null}
      onValue={onValue}
    />
  )
}

function useUnit(gate: string): string | undefined {
  const { data: organisation } = useQuery(organisationQuery)
  if (gate === 'money_at_risk' || gate === 'undo_cost') return organisation?.currency
  return gate === 'undo_hours' ? 'h' : undefined
}
