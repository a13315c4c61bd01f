import { type KeyboardEvent, useState } from 'react'
import { asProblem, problemText } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { useCreateTeam } from '@/ui/CreateTeam'
import { TextField } from '@/ui/Field'
import { announce } from '@/ui/toast'
import { useProposal } from './form'
import styles from './propose.module.css'

/** Who belongs to no team yet makes one here: an experiment is always a team's. */
export function NewTeam() {
  const t = useT()
  const { set } = useProposal()
  const [name, setName] = useState('')
  const create = useCreateTeam((team) => {
    set('team_id', team.id)
    announce(t('propose.teamMade', { name: team.name }))
  })
  const problem = asProblem(create.error)
  const make = () => create.mutate({ body: { name: name.trim() } })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (name.trim()) make()
  }
  return (
    <div className={styles.fields}>
      <TextField
        label={t('propose.newTeam')}
        hint={t('propose.newTeamHint')}
        name="team_id"
        value={name}
        onValue={setName}
        limit={100}
        error={problem ? problemText(t, problem) : undefined}
        onKeyDown={onKeyDown}
        autoComplete="organization"
      />
      <Button disabled={!name.trim()} pending={create.isPending} onClick={make}>
        {t('propose.makeTeam')}
      </Button>
    </div>
  )
}
