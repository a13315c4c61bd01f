import { useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { AskDialog } from '@/ui/AskDialog'
import { TextField } from '@/ui/Field'
import { toast } from '@/ui/toast'
import type { Experiment } from './queries'

const neverTried = ['draft', 'withdrawn', 'declined']

/** Whether it can be a template: the server has the last word. */
export const mayBeTemplate = ({ status, team_id }: Experiment, teams: string[]) =>
  teams.includes(team_id) && !neverTried.includes(status)

/** Gives the kind of experiment a name, under which others try the same. */
export function MakeTemplate({ experiment, onClose }: { experiment: Experiment; onClose: () => void }) {
  const t = useT()
  const [name, setName] = useState(experiment.title.slice(0, 100))
  const make = api.useMutation('post', '/api/v1/templates')
  const submit = () =>
    make.mutate(
      { body: { experiment: experiment.id, name } },
      {
        onSuccess: ({ id }) => {
          onClose()
          navigate(`/templates/${id}`)
          toast(t('experiments.template.made'))
        },
      },
    )
  return (
    <AskDialog
      title={t('experiments.template.make')}
      action={t('experiments.template.make')}
      cancel={t('experiments.template.cancel')}
      asked={make}
      onSend={submit}
      onClose={onClose}
    >
      <p>{t('experiments.template.makeWhy')}</p>
      <TextField
        name="name"
        label={t('experiments.template.name')}
        hint={t('experiments.template.nameHint')}
        value={name}
        onValue={setName}
        limit={100}
      />
    </AskDialog>
  )
}
