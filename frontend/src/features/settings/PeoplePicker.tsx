import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { fold } from '@/lib/fold'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Row, Stack } from '@/ui/layout'
import { announce } from '@/ui/toast'
import type { Person } from './queries'

const most = 6

type PickerProps = { label: string; people: readonly Person[]; onPick: (person: Person) => void }

/** Finds people by their name and adds them one by one. */
export function PeoplePicker({ label, people, onPick }: PickerProps) {
  const t = useT()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const found = people.filter(({ name, email }) => fold(`${name} ${email}`).includes(fold(typed.trim())))
  const shown = typed || people.length <= most ? found.slice(0, most) : []
  const hidden = typed ? Math.max(0, found.length - most) : 0
  const pick = (person: Person) => {
    onPick(person)
    setTyped('')
    box.current?.focus()
    announce(t('settings.picked', { name: person.name }))
  }
  if (people.length === 0) return <p>{t('settings.nobodyLeft')}</p>
  return (
    <Stack gap={2}>
      <TextField
        ref={box}
        label={label}
        hint={t('settings.pickHint')}
        type="search"
        width="medium"
        autoComplete="off"
        required={false}
        value={typed}
        onValue={setTyped}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (found[0] && typed) pick(found[0])
        }}
      />
      {shown.length > 0 && (
        <Row gap={2}>
          {shown.map((person) => (
            <Button
              key={person.id}
              icon={<Plus aria-hidden="true" />}
              aria-label={t('settings.pick', { name: person.name })}
              onClick={() => pick(person)}
            >
              {person.name}
            </Button>
          ))}
        </Row>
      )}
      <p role="status">{typed && (hidden > 0 || found.length === 0) && t('settings.moreFound', { n: hidden })}</p>
    </Stack>
  )
}
