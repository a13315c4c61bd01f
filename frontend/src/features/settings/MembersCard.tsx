import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '@/lib/api/client'
import { usePeople } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { Confirm } from './Confirm'
import { PeoplePicker } from './PeoplePicker'
import { type Colleague, changed, type Team, teamQuery } from './queries'
import { Row, Rows } from './Rows'

/** Who is in a team: added and taken out at once, one by one. */
export function MembersCard({ team }: { team: Team }) {
  const t = useT()
  const client = useQueryClient()
  const everyone = usePeople()
  const add = api.useMutation('put', '/api/v1/teams/{id}/members/{person_id}', {
    onSuccess: () => reload(client, team),
  })
  const isMember = (id: string) => team.members.some(({ person_id }) => person_id === id)
  return (
    <Card title={t('settings.membersTitle')}>
      <ErrorSummary error={add.error} />
      {team.members.length === 0 ? <p>{t('settings.noMembers')}</p> : <Members team={team} />}
      <Loaded query={everyone} lines={2}>
        {(people) => (
          <PeoplePicker
            label={t('settings.addMember')}
            people={people.filter(({ id, active }) => active && !isMember(id))}
            onPick={({ id }) => add.mutate({ params: { path: { id: team.id, person_id: id } } })}
          />
        )}
      </Loaded>
    </Card>
  )
}

const reload = (client: ReturnType<typeof useQueryClient>, team: Team) =>
  Promise.all([client.invalidateQueries({ queryKey: teamQuery(team.id).queryKey }), changed.teams(client)])

function Members({ team }: { team: Team }) {
  const t = useT()
  const client = useQueryClient()
  const list = useRef<HTMLUListElement>(null)
  const [asked, setAsked] = useState<Colleague | null>(null)
  const takeOut = api.useMutation('delete', '/api/v1/teams/{id}/members/{person_id}', {
    onSuccess: async () => {
      setAsked(null)
      await reload(client, team)
      list.current?.focus()
      toast(t('settings.takenOut'))
    },
  })
  return (
    <>
      <Rows label={t('settings.membersTitle')} ref={list}>
        {team.members.map((member) => (
          <Row
            key={member.person_id}
            name={member.name}
            action={
              <Button
                kind="quiet"
                onClick={() => setAsked(member)}
                aria-label={t('settings.takeOutOf', { name: member.name })}
              >
                {t('settings.takeOut')}
              </Button>
            }
          />
        ))}
      </Rows>
      {asked && (
        <Confirm
          title={t('settings.takeOutAsk', { name: asked.name, team: team.name })}
          action={t('settings.takeOut')}
          asked={takeOut}
          onConfirm={() => takeOut.mutate({ params: { path: { id: team.id, person_id: asked.person_id } } })}
          onClose={() => setAsked(null)}
        >
          {t('settings.takeOutWhy')}
        </Confirm>
      )}
    </>
  )
}
