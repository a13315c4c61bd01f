import { ChevronDown, CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId, useState } from 'react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { classes } from './classes'
import styles from './Field.module.css'
import { useFormField } from './Form'
import { Marks, type Span } from './Marks'

export type FieldProps = {
  /** A question or a plain name, in the words of the person who answers. */
  label: string
  /** What a good answer looks like. */
  hint?: ReactNode
  /** Where the form does not bring it itself. */
  error?: string
  /** `unsaid` where the page has said that most of it need not be answered. */
  optional?: boolean | 'unsaid'
  width?: 'short' | 'medium' | 'full'
}

type Wired = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined; name?: string }

/** The label, hint and error of one field, tied together for those who cannot see them. */
function useField({ label, hint, error }: FieldProps, name?: string, ownId?: string) {
  const made = useId()
  const id = ownId ?? made
  const refused = useFormField(name, id, label) ?? error
  const described = [hint && `${id}-hint`, refused && `${id}-error`].filter(Boolean).join(' ')
  const wired: Wired = {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': refused ? true : undefined,
  }
  return { wired, refused }
}

type FrameProps = FieldProps & { id: string; refused?: string; after?: ReactNode; children: ReactNode }

function Frame({ label, hint, optional, width = 'full', id, refused, after, children }: FrameProps) {
  const t = useT()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label} {optional === true && <span className={styles.optional}>{t('ui.optional')}</span>}
      </label>
      {hint && (
        <div className={styles.hint} id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div className={styles.box} data-width={width}>
        {children}
      </div>
      {after}
      {refused && <FieldError id={`${id}-error`}>{refused}</FieldError>}
    </div>
  )
}

export function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p className={styles.error} id={id}>
      <CircleAlert aria-hidden="true" />
      {children}
    </p>
  )
}

/** Shown only when the end is near; typing beyond it is allowed, so that nothing pasted is lost. */
function Counter({ length, limit }: { length: number; limit?: number }) {
  const t = useT()
  if (!limit || length < limit * 0.85) return null
  const left = limit - length
  return (
    <p className={styles.counter} data-over={left < 0 || undefined} role="status">
      {left < 0 ? t('ui.tooMany', { n: -left }) : t('ui.left', { n: left })}
    </p>
  )
}

type TextValue = {
  value?: string
  onValue?: (value: string) => void
  /** The most characters the server takes. */
  limit?: number
  /** What of the text stands out. */
  marks?: readonly Span[]
}

export type TextFieldProps = FieldProps & TextValue & Omit<ComponentProps<'input'>, 'value' | 'width' | 'maxLength'>

export function TextField({
  label,
  hint,
  error,
  optional,
  width,
  value,
  onValue,
  limit,
  marks = [],
  required = !optional,
  ...rest
}: TextFieldProps) {
  const field = { label, hint, error, optional, width }
  const { wired, refused } = useField(field, rest.name, rest.id)
  return (
    <Frame {...field} id={wired.id} refused={refused} after={<Counter length={value?.length ?? 0} limit={limit} />}>
      {marks.length > 0 && <Marks text={value ?? ''} spans={marks} />}
      <input
        type="text"
        {...rest}
        {...wired}
        className={styles.control}
        value={value}
        onChange={onValue && ((event) => onValue(event.target.value))}
        required={required}
      />
    </Frame>
  )
}

export type TextAreaProps = FieldProps & TextValue & Omit<ComponentProps<'textarea'>, 'value' | 'maxLength'>

/** Grows with its text. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  width,
  value,
  onValue,
  limit,
  marks = [],
  ...rest
}: TextAreaProps) {
  const field = { label, hint, error, optional, width }
  const { wired, refused } = useField(field, rest.name, rest.id)
  return (
    <Frame {...field} id={wired.id} refused={refused} after={<Counter length={value?.length ?? 0} limit={limit} />}>
      {marks.length > 0 && <Marks text={value ?? ''} spans={marks} />}
      <textarea
        {...rest}
        {...wired}
        className={classes(styles.control, styles.area)}
        value={value}
        onChange={onValue && ((event) => onValue(event.target.value))}
        required={!optional}
      />
    </Frame>
  )
}

export type Option<V extends string = string> = { value: V; label: string }

type SelectProps<V extends string> = FieldProps & {
  options: readonly Option<V>[]
  value: V | null
  onValue: (value: V | null) => void
  /** The line for "none": "All teams", "Choose a team". */
  empty?: string
  name?: string
}

export function Select<V extends string>({ options, value, onValue, empty, name, ...field }: SelectProps<V>) {
  const { wired, refused } = useField(field, name)
  const choose = (chosen: string) => onValue(options.find((option) => option.value === chosen)?.value ?? null)
  return (
    <Frame {...field} id={wired.id} refused={refused}>
      <select
        {...wired}
        className={classes(styles.control, styles.select)}
        value={value ?? ''}
        onChange={(event) => choose(event.target.value)}
        required={!field.optional}
      >
        {(empty !== undefined || value === null) && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className={styles.arrow} aria-hidden="true" />
    </Frame>
  )
}

type DateFieldProps = FieldProps & {
  /** "2026-11-22" */
  value: string | null
  onValue: (value: string | null) => void
  min?: string
  max?: string
  name?: string
}

export function DateField({ value, onValue, min, max, name, width = 'short', ...field }: DateFieldProps) {
  const { wired, refused } = useField(field, name)
  return (
    <Frame {...field} width={width} id={wired.id} refused={refused}>
      <input
        type="date"
        {...wired}
        className={styles.control}
        value={value ?? ''}
        onChange={(event) => onValue(event.target.value || null)}
        min={min}
        max={max}
        required={!field.optional}
      />
    </Frame>
  )
}

type NumberFieldProps = FieldProps & {
  value: number | null
  onValue: (value: number | null) => void
  /** Written after the box: "€", "hours". */
  unit?: string
  /** A count: the keyboard of a phone shows digits alone. */
  whole?: boolean
  name?: string
}

/** Takes 12.5 and 12,5; what is no number is answered as null and stays in the box. */
export function NumberField({ value, onValue, unit, whole, name, width = 'short', ...field }: NumberFieldProps) {
  const t = useT()
  const format = useFormats()
  const [typed, setTyped] = useState<string | null>(null)
  const unreadable = typed !== null && typed.trim() !== '' && format.parse(typed) === null
  const { wired, refused } = useField({ ...field, error: unreadable ? t('ui.notANumber') : field.error }, name)
  const shown =
    typed !== null && (format.parse(typed) === value || unreadable) ? typed : value === null ? '' : format.typed(value)
  const type = (text: string) => {
    setTyped(text)
    onValue(format.parse(text))
  }
  return (
    <Frame {...field} width={width} id={wired.id} refused={refused}>
      <input
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        {...wired}
        className={styles.control}
        value={shown}
        onChange={(event) => type(event.target.value)}
        required={!field.optional}
      />
      {unit && <span className={styles.unit}>{unit}</span>}
    </Frame>
  )
}
