import { useValue } from '@/lib/observable'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { Conflict as Versions } from '@/ui/Conflict'
import { useProposal } from './form'
import type { Field } from './proposal'

/** Somebody else wrote in the same fields of the proposal. */
export function Conflict() {
  const { keeper, values } = useProposal()
  const conflict = useValue(keeper.conflict)
  const text = useValueText()
  const name = useFieldName()
  if (!conflict) return null
  const disputed = conflict.fields.map((field) => ({
    field,
    label: name(field),
    mine: text(field, values[field]),
    theirs: text(field, conflict.theirs[field]),
  }))
  return <Versions disputed={disputed} onResolve={keeper.resolve} lang={values.language} />
}

function useFieldName(): (field: Field) => string {
  const names = useProposalNames()
  const values = useProposalValues()
  return (field) => {
    const [name = field, key] = field.split('.')
    return name === 'answers' && key ? values.question(key) : names.field(name)
  }
}

function useValueText(): (field: Field, value: unknown) => string {
  const values = useProposalValues()
  return (field, value) => {
    const [name = field, key] = field.split('.')
    return name === 'answers' && key ? values.answer(key, value) : values.value(key ?? name, value)
  }
}
