import {
  Archive,
  ArchiveRestore,
  CalendarCheck,
  CalendarPlus,
  CirclePause,
  CopyPlus,
  Ellipsis,
  Flag,
  HeartHandshake,
  type LucideIcon,
  PencilLine,
  Stamp,
  Undo2,
} from 'lucide-react'
import { useState } from 'react'
import { type Key, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { MenuButton, MenuLink, Popover } from '@/ui/Popover'
import { toast } from '@/ui/toast'
import { CopyDialog } from './Copy'
import { MakeTemplate, mayBeTemplate } from './MakeTemplate'
import type { Act } from './NextStep'
import { nextOf } from './next'
import type { Action, Experiment } from './queries'

const actions: [Action, Key, Key, LucideIcon][] = [
  ['pause', 'experiments.do.pause', 'experiments.done.pause', CirclePause],
  ['withdraw', 'experiments.do.withdraw', 'experiments.done.withdraw', Undo2],
  ['archive', 'experiments.do.archive', 'experiments.done.archive', Archive],
  ['unarchive', 'experiments.do.unarchive', 'experiments.done.unarchive', ArchiveRestore],
]

/** What else the state allows. */
export function MoreActions({ experiment, act }: { experiment: Experiment; act: Act }) {
  const t = useT()
  const may = (action: string) => experiment.actions.includes(action)
  const address = `/experiments/${experiment.key}`
  const { step, also } = nextOf(experiment, true)
  const edits = may('edit') && !may('submit')
  const shown = [step && 'href' in step && step.href, also?.href]
  const concludes = may('conclude') && !shown.includes(`${address}/conclude`)
  const checksIn = may('check_in') && !shown.includes(`${address}/check-in`)
  const allowed = actions.filter(([action]) => may(action))
  const [copying, setCopying] = useState(false)
  const [naming, setNaming] = useState(false)
  const { teams } = usePerson()
  const copies = may('clone') && teams.length > 0
  const grows = edits && experiment.started_at !== undefined && also?.href !== `${address}/extend`
  const proves = mayBeTemplate(experiment, teams)
  const hurt = may('recover') && !experiment.owes_recovery
  if (allowed.length === 0 && !edits && !concludes && !checksIn && !copies && !proves && !hurt) return null
  const run = async (action: Action, said: Key) => {
    await act.run(action)
    toast(t(said))
  }
  return (
    <>
      <Popover
        side="start"
        button={(wiring) => (
          <Button kind="quiet" size="large" icon={<Ellipsis aria-hidden="true" />} {...wiring}>
            {t('shell.more')}
          </Button>
        )}
      >
        {edits && (
          <MenuLink href={`${address}/edit`} icon={<PencilLine aria-hidden="true" />}>
            {t('experiments.do.edit')}
          </MenuLink>
        )}
        {grows && (
          <MenuLink href={`${address}/extend`} icon={<CalendarPlus aria-hidden="true" />}>
            {t('doors.extend')}
          </MenuLink>
        )}
        {checksIn && (
          <MenuLink href={`${address}/check-in`} icon={<CalendarCheck aria-hidden="true" />}>
            {t('checkins.do')}
          </MenuLink>
        )}
        {concludes && (
          <MenuLink href={`${address}/conclude`} icon={<Flag aria-hidden="true" />}>
            {t('experiments.do.conclude')}
          </MenuLink>
        )}
        {allowed.map(([action, label, said, Icon]) => (
          <MenuButton
            key={action}
            icon={<Icon aria-hidden="true" />}
            onClick={() => void run(action, said).catch(() => {})}
          >
            {t(label)}
          </MenuButton>
        ))}
        {hurt && (
          <MenuLink href={`${address}/recovery`} icon={<HeartHandshake aria-hidden="true" />}>
            {t('experiments.do.hurt')}
          </MenuLink>
        )}
        {copies && (
          <MenuButton icon={<CopyPlus aria-hidden="true" />} onClick={() => setCopying(true)}>
            {t('doors.copy')}
          </MenuButton>
        )}
        {proves && (
          <MenuButton icon={<Stamp aria-hidden="true" />} onClick={() => setNaming(true)}>
            {t('experiments.template.make')}
          </MenuButton>
        )}
      </Popover>
      {copying && <CopyDialog experiment={experiment} onClose={() => setCopying(false)} />}
      {naming && <MakeTemplate experiment={experiment} onClose={() => setNaming(false)} />}
    </>
  )
}
