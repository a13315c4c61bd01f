import { Check, CloudOff, CloudUpload, TriangleAlert } from 'lucide-react'
import { asProblem, type Problem, problemText } from '@/lib/api/problem'
import type { Saving } from '@/lib/autosave'
import { useT } from '@/lib/i18n'
import { conflictPlace } from './conflictPlace'
import styles from './SavedNote.module.css'

const savingIcons = {
  saved: Check,
  waiting: CloudUpload,
  saving: CloudUpload,
  offline: CloudOff,
  refused: TriangleAlert,
}

/** "Saved just now": always in the same place of a page that saves by itself. */
export function SavedNote({ saving }: { saving: Saving }) {
  const t = useT()
  const Icon = savingIcons[saving.state]
  if (saving.state === 'saved' && saving.at === null) return <p className={styles.saved} role="status" />
  const refusal = saving.state === 'refused' ? asProblem(saving.problem) : null
  return (
    <p className={styles.saved} role="status" data-refused={refusal ? true : undefined}>
      <Icon aria-hidden="true" />
      {refusal ? <Refused problem={refusal} /> : t(`ui.saving.${saving.state}`)}
    </p>
  )
}

/** Why it was not saved; where two wrote, the way to choose between them. */
function Refused({ problem }: { problem: Problem }) {
  const t = useT()
  if (problem.status === 412) return <a href={`#${conflictPlace}`}>{t('ui.saving.both')}</a>
  return t('ui.saving.refused', { why: problemText(t, problem) })
}
