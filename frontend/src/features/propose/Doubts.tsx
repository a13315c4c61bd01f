import { CircleHelp } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Note } from '@/ui/states'
import { announce } from '@/ui/toast'
import { goToField, useProposal } from './form'
import type { Values } from './proposal'
import styles from './propose.module.css'
import type { Doubt } from './queries'
import { placeOf, riskGroups } from './questions'

/** What the words of a field seem to say against an answer. It decides nothing: the person answers again, or is sure. */
export function Doubts({ field }: { field: string }) {
  const { doubtsOf } = useProposal()
  const doubts = doubtsOf(field)
  if (doubts.length === 0) return null
  return (
    <Note tone="accent" icon={CircleHelp}>
      <div className={styles.doubts}>
        {doubts.map((doubt) => (
          <Question key={doubt.risk} doubt={doubt} />
        ))}
      </div>
    </Note>
  )
}

function Question({ doubt }: { doubt: Doubt }) {
  const t = useT()
  const { values, keeper, prepared, wordsOf } = useProposal()
  const words = wordsOf(doubt)
  const sure = () => {
    const before = values.confirmed_doubts ?? []
    keeper.fill({ confirmed_doubts: [...before, { risk: doubt.risk, words }] } as Values)
    announce(t('propose.doubt.kept'))
    goToField(doubt.field)
  }
  return (
    <div className={styles.doubt}>
      <p>
        <q>{words}</q>
      </p>
      <p>{doubt.message}</p>
      <div className={styles.ways}>
        <Button onClick={() => goToField(placeOf(doubt.risk, riskGroups(prepared.policy.questions)))}>
          {t('propose.doubt.again')}
        </Button>
        <Button kind="quiet" onClick={sure}>
          {t('propose.doubt.sure')}
        </Button>
      </div>
    </div>
  )
}
