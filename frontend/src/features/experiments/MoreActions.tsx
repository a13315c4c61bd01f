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

type Way = 'edit' | 'extend' | 'check-in' | 'conclude' | 'recovery'

/** Pages below the experiment's own. */
const ways: [Way, Key, LucideIcon][] = [
  ['edit', 'experiments.do.edit', PencilLine],
  ['extend', 'doors.extend', CalendarPlus],
  ['check-in', 'checkins.do', CalendarCheck],
  ['conclude', 'experiments.do.conclude', Flag],
  ['recovery', 'experiments.do.hurt', HeartHandshake],
]

/** Which of them the state allows and the next step does not offer already. */
function waysOf(experiment: Experiment): Record<Way, boolean> {
  const may = (action: string) => experiment.actions.includes(action)
  const { step, also } = nextOf(experiment, true)
  const shown = [step && 'href' in step && step.href, also?.href]
  const isNew = (way: Way) => !shown.includes(`/experiments/${experiment.key}/${way}`)
  const edits = may('edit') && !may('submit')
  return {
    edit: edits,
    extend: edits && experiment.started_at !== undefined && isNew('extend'),
    'check-in': may('check_in') && isNew('check-in'),
    conclude: may('conclude') && isNew('conclude'),
    recovery: may('recover') && !experiment.owes_recovery,
  }
}

type Asked = 'copy' | 'template'

/** What asks for more before it is done. */
const asking: [Asked, Key, LucideIcon][] = [
  ['copy', 'doors.copy', CopyPlus],
  ['template', 'experiments.template.make', Stamp],
]
const dialogs = { copy: CopyDialog, template: MakeTemplate }

/** What else the state allows, in the order of the menu. */
function useAllowed(experiment: Experiment) {
  const { teams } = usePerson()
  const open = waysOf(experiment)
  const asks = {
    copy: experiment.actions.includes('clone') && teams.length > 0,
    template: mayBeTemplate(experiment, teams),
  }
  return {
    led: ways.filter(([way]) => open[way]),
    done: actions.filter(([action]) => experiment.actions.includes(action)),
    asked: asking.filter(([what]) => asks[what]),
  }
}

/** What else the state allows. */
export function MoreActions({ experiment, act }: { experiment: Experiment; act: Act }) {
  const t = useT()
  const [asked, setAsked] = useState<Asked | null>(null)
  const allowed = useAllowed(experiment)
  if (Object.values(allowed).every((some) => some.length === 0)) return null
  const run = async (action: Action, said: Key) => {
    await act.run(action)
    toast(t(said))
  }
  const Dialog = asked && dialogs[asked]
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
        {allowed.led.map(([way, label, Icon]) => (
          <MenuLink key={way} href={`/experiments/${experiment.key}/${way}`} icon={<Icon aria-hidden="true" />}>
            {t(label)}
          </MenuLink>
        ))}
        {allowed.done.map(([action, label, said, Icon]) => (
          <MenuButton
            key={action}
            icon={<Icon aria-hidden="true" />}
            onClick={() => void run(action, said).catch(() => {})}
          >
            {t(label)}
          </MenuButton>
        ))}
        {allowed.asked.map(([what, label, Icon]) => (
          <MenuButton key={what} icon={<Icon aria-hidden="true" />} onClick={() => setAsked(what)}>
            {t(label)}
          </MenuButton>
        ))}
      </Popover>
      {Dialog && <Dialog experiment={experiment} onClose={() => setAsked(null)} />}
    </>
  )
}
