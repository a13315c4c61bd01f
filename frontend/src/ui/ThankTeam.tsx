import { useQueryClient } from '@tanstack/react-query'
import { Heart } from 'lucide-react'
import { useState } from 'react'
import { useTeamName } from '@/lib/directory'
import { useLanguage, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { useThank } from '@/lib/thanks'
import { AskDialog } from './AskDialog'
import { Button } from './Button'
import { Select, TextArea } from './Field'
import { toast } from './toast'

type About = { lesson_id: string } | { experiment_id: string }

/** Thanks the team of a lesson or an experiment, from a team of the person's; a page that shows it needs the texts "thanks". */
export default function ThankTeam({ about }: { about: About }) {
  const t = useT()
  const { teams } = usePerson()
  const [open, setOpen] = useState(false)
  if (teams.length === 0) return null
  return (
    <>
      <Button kind="quiet" icon={<Heart aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('thanks.give')}
      </Button>
      {open && <Words about={about} teams={teams} onClose={() => setOpen(false)} />}
    </>
  )
}

function Words({ about, teams, onClose }: { about: About; teams: string[]; onClose: () => void }) {
  const t = useT()
  const name = useTeamName()
  const client = useQueryClient()
  const { language } = useLanguage()
  const [text, setText] = useState('')
  const [team, setTeam] = useState<string | null>(teams[0] ?? null)
  const thank = useThank(() => {
    void client.invalidateQueries({ queryKey: ['get', '/api/v1/thanks'] })
    onClose()
    toast(t('thanks.sent'))
  })
  const send = () => thank.mutate({ body: { ...about, text, language, from_team_id: team ?? undefined } })
  return (
    <AskDialog title={t('thanks.give')} action={t('thanks.send')} asked={thank} onSend={send} onClose={onClose}>
      <TextArea
        name="text"
        label={t('thanks.text')}
        hint={t('thanks.textHint')}
        value={text}
        onValue={setText}
        limit={500}
        autoFocus
      />
      {teams.length > 1 && (
        <Select
          name="from_team_id"
          label={t('thanks.from')}
          options={teams.map((id) => ({ value: id, label: name(id) ?? id }))}
          value={team}
          onValue={setTeam}
        />
      )}
      <p>{t('thanks.between')}</p>
    </AskDialog>
  )
}
