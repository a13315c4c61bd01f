import { type ReactNode, useState } from 'react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { ChoiceChips } from '@/ui/Choice'
import { NumberField } from '@/ui/Field'
import { useProposal } from './form'
import { Place } from './Place'
import type { Values } from './proposal'
import styles from './propose.module.css'
import { Reasons } from './Reasons'

type FigureField = 'answers.customers_exposed' | 'answers.money_at_risk' | 'answers.undo_cost' | 'answers.undo_hours'

type FigureProps = {
  field: FigureField
  legend: string
  hint?: ReactNode
  /** The numbers offered as chips. */
  offered: number[]
  /** What a chip says of its number. */
  label: (n: number) => string
  unit?: string
  /** Only whole ones can be counted. */
  whole?: boolean
}

/** The figure, whether it is another than those offered, and how it is set by the box and by a chip. */
function useFigure({ field, offered, whole }: Pick<FigureProps, 'field' | 'offered' | 'whole'>) {
  const { values, keeper } = useProposal()
  const value = values[field] ?? null
  /** What stands in the box; undefined while it is closed. */
  const [typed, setTyped] = useState<number | null | undefined>(undefined)
  const isOther = typed === value || (value !== null && !offered.includes(value))
  const set = (n: number | null) => {
    const usable = n === null || n < 0 ? null : whole ? Math.ceil(n) : n
    setTyped(usable)
    keeper.fill({ [field]: usable ?? undefined } as Values)
  }
  const choose = (chosen: string) => {
    if (chosen === 'other') return set(null)
    setTyped(undefined)
    keeper.fill({ [field]: Number(chosen) } as Values)
  }
  return { value, isOther, set, choose }
}

/** A number that is mostly one of a few: chips, and a box for any other. */
export function Figure({ field, legend, hint, offered, label, unit, whole }: FigureProps) {
  const t = useT()
  const format = useFormats()
  const { value, isOther, set, choose } = useFigure({ field, offered, whole })
  const options = offered.map((n) => ({ value: String(n), label: label(n) }))
  const example = format.number((offered.at(-1) ?? 1) * 2)
  return (
    <Place field={field}>
      <div className={styles.group}>
        <ChoiceChips
          legend={legend}
          hint={hint}
          name={field}
          options={[...options, { value: 'other', label: t('propose.other') }]}
          value={isOther ? 'other' : value === null ? null : String(value)}
          onValue={choose}
        />
        {isOther && (
          <NumberField
            label={t('propose.howMuch')}
            hint={value === null ? t('propose.howMuchHint', { example }) : undefined}
            value={value}
            onValue={set}
            unit={unit}
          />
        )}
        <Reasons field={field} />
      </div>
    </Place>
  )
}
