import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import styles from './Choice.module.css'
import { FieldError, type Option } from './Field'
import { useFormField } from './Form'

type GroupProps = { legend: string; hint?: ReactNode; error?: string; name?: string; hideLegend?: boolean }
type ChipOption<V extends string> = Option<V> & { disabled?: boolean }

type FrameProps = GroupProps & { refused?: string; id: string; role?: 'radiogroup'; children: ReactNode }

function Group({ legend, hint, hideLegend, refused, id, role, children }: FrameProps) {
  const described = [hint && `${id}-hint`, refused && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset
      className={styles.group}
      role={role}
      aria-describedby={described || undefined}
      data-invalid={refused ? true : undefined}
    >
      <legend className={hideLegend ? 'visually-hidden' : undefined}>{legend}</legend>
      {hint && (
        <div className={styles.hint} id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div className={styles.chips}>{children}</div>
      {refused && <FieldError id={`${id}-error`}>{refused}</FieldError>}
    </fieldset>
  )
}

type ChoiceProps<V extends string> = GroupProps & {
  options: readonly ChipOption<V>[]
  /** Nothing is chosen before the person chooses. */
  value: V | null
  onValue: (value: V) => void
}

/** One of several, all in sight. The arrow keys move and choose. */
export function ChoiceChips<V extends string>({ options, value, onValue, error, ...group }: ChoiceProps<V>) {
  const id = useId()
  const refused = useFormField(group.name, id, group.legend) ?? error
  return (
    <Group {...group} refused={refused} id={id} role="radiogroup">
      {options.map((option, at) => (
        <label key={option.value} className={styles.chip}>
          <input
            type="radio"
            id={at === 0 ? id : undefined}
            name={id}
            value={option.value}
            checked={value === option.value}
            disabled={option.disabled}
            onChange={() => onValue(option.value)}
          />
          <Check aria-hidden="true" />
          {option.label}
        </label>
      ))}
    </Group>
  )
}

type ChecksProps<V extends string> = GroupProps & {
  options: readonly ChipOption<V>[]
  value: readonly V[]
  onValue: (value: V[]) => void
  /** The chip that says "none of these": it clears the others, and they clear it. */
  none?: { label: string; chosen: boolean; onChoose: () => void }
}

/** Any of several. The arrow keys move, Space chooses. */
export function CheckChips<V extends string>({ options, value, onValue, error, none, ...group }: ChecksProps<V>) {
  const id = useId()
  const refused = useFormField(group.name, id, group.legend) ?? error
  const toggle = (chosen: V) =>
    onValue(value.includes(chosen) ? value.filter((one) => one !== chosen) : [...value, chosen])
  return (
    <Group {...group} refused={refused} id={id}>
      {options.map((option, at) => (
        <label key={option.value} className={styles.chip}>
          <input
            type="checkbox"
            id={at === 0 ? id : undefined}
            checked={value.includes(option.value)}
            disabled={option.disabled}
            onChange={() => toggle(option.value)}
            onKeyDown={moveByArrows}
          />
          <Check aria-hidden="true" />
          {option.label}
        </label>
      ))}
      {none && (
        <label className={styles.chip}>
          <input type="checkbox" checked={none.chosen} onChange={none.onChoose} onKeyDown={moveByArrows} />
          <Check aria-hidden="true" />
          {none.label}
        </label>
      )}
    </Group>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLInputElement>) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const inputs = [...(event.currentTarget.closest('fieldset')?.querySelectorAll('input') ?? [])]
  inputs.at((inputs.indexOf(event.currentTarget) + step) % inputs.length)?.focus()
}

type CheckboxProps = {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChecked: (checked: boolean) => void
  disabled?: boolean
}

export function Checkbox({ label, hint, checked, onChecked, disabled }: CheckboxProps) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChecked(event.target.checked)}
      />
      <span>{label}</span>
      {hint && <small>{hint}</small>}
    </label>
  )
}
