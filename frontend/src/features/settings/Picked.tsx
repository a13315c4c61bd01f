import { useId, useRef } from 'react'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { FieldError } from '@/ui/Field'
import { useFormField } from '@/ui/Form'
import type { Colleague } from './queries'
import { Row, Rows } from './Rows'

type PickedProps = {
  label: string
  /** The path of the list in the body. */
  name: string
  people: Colleague[]
  onPeople: (people: Colleague[]) => void
}

/** The people chosen so far; nothing is kept before the form is saved. */
export function Picked({ label, name, people, onPeople }: PickedProps) {
  const list = useRef<HTMLUListElement>(null)
  const takeOut = (gone: Colleague) => {
    onPeople(people.filter((person) => person !== gone))
    list.current?.focus()
  }
  if (people.length === 0) return null
  return (
    <Rows label={label} ref={list}>
      {people.map((person, at) => (
        <PickedRow key={person.person_id} person={person} path={`${name}.${at}`} onTakeOut={() => takeOut(person)} />
      ))}
    </Rows>
  )
}

type RowProps = { person: Colleague; path: string; onTakeOut: () => void }

function PickedRow({ person, path, onTakeOut }: RowProps) {
  const t = useT()
  const id = useId()
  const refused = useFormField(path, id, person.name)
  return (
    <Row
      name={person.name}
      action={
        <Button
          id={id}
          kind="quiet"
          aria-label={t('settings.takeOutOf', { name: person.name })}
          aria-describedby={refused && `${id}-error`}
          onClick={onTakeOut}
        >
          {t('settings.takeOut')}
        </Button>
      }
    >
      {refused && <FieldError id={`${id}-error`}>{refused}</FieldError>}
    </Row>
  )
}
