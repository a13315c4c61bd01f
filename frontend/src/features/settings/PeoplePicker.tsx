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

/** Whose name or address has what is typed; where nothing is, all that fit. `hidden` are those beyond. */
function findPeople(people: readonly Person[], typed: string) {
  const found = people.filter(({ name, email }) => fold(`${name} ${email}`).includes(fold(typed.trim())))
  if (typed) return { shown: found.slice(0, most), hidden: Math.max(0, found.length - most) }
  return { shown: people.length <= most ? found : [], hidden: 0 }
}

/** Finds people by their name and adds them one by one. */
export function PeoplePicker({ label, people, onPick }: PickerProps) {
  const t = useT()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const { shown, hidden } = findPeople(people, typed)
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
          if (shown[0] && typed) pick(shown[0])
        }}
      />
      {shown.length > 0 && <Picks people={shown} onPick={pick} />}
      <p role="status">{typed && (hidden > 0 || shown.length === 0) && t('settings.moreFound', { n: hidden })}</p>
    </Stack>
  )
}

function Picks({ people, onPick }: Omit<PickerProps, 'label'>) {
  const t = useT()
  return (
    <Row gap={2}>
      {people.map((person) => (
        <Button
          key={person.id}
          icon={<Plus aria-hidden="true" />}
          aria-label={t('settings.pick', { name: person.name })}
          onClick={() => onPick(person)}
        >
          {person.name}
        </Button>
      ))}
    </Row>
  )
}
