import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { asProblem, fieldErrors, isMissing } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { ErrorSummary } from './ErrorSummary'
import { Stack } from './layout'

type Context = { errors: Record<string, string>; fields: Map<string, Registered> }
type Registered = { id: string; label: string }

const FormContext = createContext<Context>({ errors: {}, fields: new Map() })

/** Makes a field known to its form, and answers its error. `name` is its path in the body: "answers.undo_hours". */
export function useFormField(name: string | undefined, id: string, label: string): string | undefined {
  const { errors, fields } = useContext(FormContext)
  useEffect(() => {
    if (!name) return
    fields.set(name, { id, label })
    return () => void fields.delete(name)
  }, [fields, name, id, label])
  return name ? errors[name] : undefined
}

type FormProps = {
  /** For a button outside of it that sends it. */
  id?: string
  /** Called with what the named fields hold; a form whose state is kept elsewhere ignores it. */
  onSubmit: (values: Record<string, string>) => void
  /** What the last attempt threw: the `error` of a mutation. Its sentences appear at their fields and in the summary. */
  problem?: unknown
  /** Whether a field has been answered since, so that its sentence goes. */
  isAnswered?: (name: string) => boolean
  children: ReactNode
}

const never = () => false

/** The fields that were missing in an attempt and have been answered since. */
function useAnswered(thrown: unknown, fields: Map<string, Registered>) {
  const [answered, setAnswered] = useState<{ of: unknown; names: string[] }>({ of: null, names: [] })
  const names = answered.of === thrown ? answered.names : none
  const onInput = ({ target }: FormEvent<HTMLFormElement>) => {
    const { name, value } = target as HTMLInputElement
    const [field] = [...fields].find(([own, { id }]) => own === name || id === name) ?? []
    if (!thrown || !field || !value.trim() || names.includes(field) || !isMissing(asProblem(thrown), field)) return
    setAnswered({ of: thrown, names: [...names, field] })
  }
  return { names, onInput }
}

const none: string[] = []

/**
 * A form whose refusals come from the server, all at once. After a refusal the first bad field has the focus and
 * the summary on top names every one. What was missing is said no more as soon as it is answered.
 */
export function Form({ id, onSubmit, problem: thrown, isAnswered = never, children }: FormProps) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const [fields] = useState(() => new Map<string, Registered>())
  const all = useMemo(() => fieldErrors(t, asProblem(thrown)), [t, thrown])
  const { names, onInput } = useAnswered(thrown, fields)
  const errors = useMemo(
    () => without(all, (name) => names.includes(name) || isAnswered(name)),
    [all, names, isAnswered],
  )
  const done = Object.keys(all).length > 0 && Object.keys(errors).length === 0

  useEffect(() => {
    if (!thrown) return
    const bad = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')
    const summary = form.current?.querySelector<HTMLElement>('[data-summary]')
    ;(bad ?? summary)?.focus()
  }, [thrown])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const entries = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)] as const)
    onSubmit(Object.fromEntries(entries))
  }

  return (
    <FormContext value={useMemo(() => ({ errors, fields }), [errors, fields])}>
      <form ref={form} id={id} noValidate onSubmit={submit} onInput={onInput}>
        <Stack gap={5}>
          {!done && <ErrorSummary error={thrown} items={summarise(errors, fields)} />}
          {children}
        </Stack>
      </form>
    </FormContext>
  )
}

const without = (errors: Record<string, string>, isAnswered: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(errors).filter(([name]) => !isAnswered(name)))

function summarise(errors: Record<string, string>, fields: Map<string, Registered>) {
  return Object.entries(errors).map(([name, text]) => {
    const field = fields.get(name)
    const label = field?.label ?? name
    return { id: field?.id, text: /[?.]$|^$/.test(label) ? `${label} ${text}`.trim() : `${label}: ${text}` }
  })
}
