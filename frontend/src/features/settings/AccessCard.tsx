import { useMutation } from '@tanstack/react-query'
import { Link2, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import type { Version } from '@/lib/version'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { toast } from '@/ui/toast'
import { Confirm } from './Confirm'
import { usePersonChange } from './change'
import { InvitationLink } from './InvitationLink'
import type { Person } from './queries'

type CardProps = { person: Person; version: Version }

/** Whether and how a person gets in. */
export function AccessCard({ person, version }: CardProps) {
  const t = useT()
  return (
    <Card title={t('settings.access')}>
      {person.active ? (
        <>
          <NewLink person={person} />
          <Deactivate person={person} version={version} />
        </>
      ) : (
        <Activate person={person} version={version} />
      )}
    </Card>
  )
}

function NewLink({ person }: { person: Person }) {
  const t = useT()
  const invite = api.useMutation('post', '/api/v1/people/{id}/invitation')
  return (
    <>
      <ErrorSummary error={invite.error} />
      <p>{t(person.invited ? 'settings.noPasswordYet' : 'settings.forgotPassword')}</p>
      {invite.data ? (
        <InvitationLink person={person} invitation={invite.data} />
      ) : (
        <Button
          icon={<Link2 aria-hidden="true" />}
          pending={invite.isPending}
          onClick={() => invite.mutate({ params: { path: { id: person.id } } })}
        >
          {t(person.invited ? 'settings.inviteAgain' : 'settings.resetLink')}
        </Button>
      )}
    </>
  )
}

function Deactivate({ person, version }: CardProps) {
  const t = useT()
  const me = usePerson()
  const [isAsked, setAsked] = useState(false)
  const change = usePersonChange(person, version)
  const deactivating = useMutation({
    mutationFn: () => change({ active: false }),
    onSuccess: () => toast(t('settings.deactivated', { name: person.name })),
  })
  return (
    <>
      <p>{t('settings.leavesAsk')}</p>
      <Button icon={<UserRoundX aria-hidden="true" />} onClick={() => setAsked(true)}>
        {t('settings.deactivate')}
      </Button>
      {isAsked && (
        <Confirm
          title={t('settings.deactivateAsk', { name: person.name })}
          action={t('settings.deactivate')}
          asked={deactivating}
          onConfirm={deactivating.mutate}
          onClose={() => setAsked(false)}
        >
          {t(me.person_id === person.id ? 'settings.deactivateMe' : 'settings.deactivateWhy')}
        </Confirm>
      )}
    </>
  )
}

function Activate({ person, version }: CardProps) {
  const t = useT()
  const change = usePersonChange(person, version)
  const activating = useMutation({
    mutationFn: () => change({ active: true }),
    onSuccess: () => toast(t('settings.activated', { name: person.name })),
  })
  return (
    <>
      <ErrorSummary error={activating.error} />
      <p>{t('settings.inactiveWhy')}</p>
      <Button pending={activating.isPending} onClick={() => activating.mutate()}>
        {t('settings.activate')}
      </Button>
    </>
  )
}
