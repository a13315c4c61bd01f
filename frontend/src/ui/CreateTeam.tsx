import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { teamsQuery } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { sessionQuery } from '@/lib/session'
import { Button } from './Button'
import { TextField } from './Field'
import { Form } from './Form'

type Team = components['schemas']['Team']

/** Makes a team; then everything knows that the person is in it. */
export function useCreateTeam(onMade?: (team: Team) => void) {
  const client = useQueryClient()
  return api.useMutation('post', '/api/v1/teams', {
    onSuccess: async (team) => {
      onMade?.(team)
      await Promise.all([
        client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
        client.invalidateQueries({ queryKey: teamsQuery.queryKey }),
      ])
    },
  })
}

/**
 * Makes a team: administrators at any time, and everyone who has none yet, who becomes its first member.
 * A page that shows it needs the texts "team".
 */
export function CreateTeam({ onMade }: { onMade?: (team: Team) => void }) {
  const t = useT()
  const create = useCreateTeam(onMade)
  return (
    <Form problem={create.error} onSubmit={({ name = '', area = '' }) => create.mutate({ body: { name, area } })}>
      <TextField label={t('team.name')} hint={t('team.nameHint')} name="name" width="medium" autoComplete="off" />
      <TextField
        label={t('team.area')}
        hint={t('team.areaHint')}
        name="area"
        width="medium"
        autoComplete="off"
        optional
      />
      <Button type="submit" kind="primary" pending={create.isPending}>
        {t('team.create')}
      </Button>
    </Form>
  )
}
