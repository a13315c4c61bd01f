import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { api } from '@/lib/api/client'
import { asProblem, problemText } from '@/lib/api/problem'
import { teamsQuery } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { sessionQuery } from '@/lib/session'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { announce } from '@/ui/toast'
import { useProposal } from './form'
import styles from './propose.module.css'

/** Who belongs to no team yet makes one here: an experiment is always a team's. */
export function NewTeam() {
  const t = useT()
  const client = useQueryClient()
  const { set } = useProposal()
  const [name, setName] = useState('')
  const create = api.useMutation('post', '/api/v1/teams', {
    onSuccess: async (team) => {
      set('team_id', team.id)
      announce(t('propose.teamMade', { name: team.name }))
      await Promise.all([
        client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
        client.invalidateQueries({ queryKey: teamsQuery.queryKey }),
      ])
    },
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
