import type { components } from '@/lib/api/schema'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useProposalValues } from '@/lib/proposal'
import { Prose } from './Prose'
import styles from './UndoTries.module.css'

type UndoDrill = components['schemas']['UndoDrill']

/** What undoing took whenever it was tried, the newest first; a page that shows it needs the texts "proposal". */
export function UndoTries({ drills, lang }: { drills: readonly UndoDrill[]; lang?: string }) {
  return (
    <ul className={styles.tries}>
      {drills.toReversed().map((drill, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tries are only ever added, and have no name
        <li key={drills.length - at}>
          <Try drill={drill} />
          {drill.note && <Prose lang={lang}>{drill.note}</Prose>}
        </li>
      ))}
    </ul>
  )
}

function Try({ drill }: { drill: UndoDrill }) {
  const t = useT()
  const format = useFormats()
  const values = useProposalValues()
  const day = format.day(drill.on)
  const took = values.answer('undo_hours', drill.hours)
  const cost = drill.cost === undefined ? '' : t('proposal.undo.cost', { cost: values.answer('undo_cost', drill.cost) })
  const text =
    drill.guessed_hours === undefined || drill.guessed_hours === drill.hours
      ? t('proposal.undo.took', { day, took })
      : t('proposal.undo.tookInstead', { day, took, guess: values.answer('undo_hours', drill.guessed_hours) })
  return (
    <p>
      {text} {cost}
    </p>
  )
}
