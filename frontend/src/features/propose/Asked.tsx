import { useQuery } from '@tanstack/react-query'
import { MessageSquareQuote } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Prose } from '@/ui/Prose'
import { Note } from '@/ui/states'
import { askedQuery, type Experiment } from './queries'

/** The changes that reviewers ask for, in their words, where the team makes them. */
export function Asked({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const names = useProposalNames()
  const { data = [] } = useQuery({ ...askedQuery(experiment.id), enabled: experiment.status === 'in_review' })
  if (data.length === 0) return null
  return (
    <Note icon={MessageSquareQuote} tone="accent">
      <p>
        <strong>{t('propose.edit.asked')}</strong>
      </p>
      {data.map(({ reason, gates }) => (
        <div key={reason}>
          <p>{gates.map(names.gate).join(' · ')}</p>
          <Prose quote>{reason}</Prose>
        </div>
      ))}
    </Note>
  )
}
