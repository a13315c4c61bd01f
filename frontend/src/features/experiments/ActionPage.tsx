import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Redirect, useParams } from 'wouter'
import { useT } from '@/lib/i18n'
import { PageHeader } from '@/ui/PageHeader'
import { Loaded } from '@/ui/states'
import { type Experiment, experimentQuery } from './queries'

type ActionPageProps = {
  title: string
  lead?: string
  lines: number
  /** Whether the experiment's state and the person's part in it allow it. */
  allows: (experiment: Experiment) => boolean
  children: (experiment: Experiment, id: string) => ReactNode
}

/** A page below an experiment's, for one thing to do with it. Where that may not be done it leads back. */
export function ActionPage({ title, lead, lines, allows, children }: ActionPageProps) {
  const t = useT()
  const { id } = useParams<{ id: string }>()
  const query = useQuery(experimentQuery(id))
  const up = `/experiments/${id}`
  return (
    <>
      <PageHeader
        title={title}
        lead={lead}
        back={{ href: up, label: query.data?.title ?? t('experiments.one', { key: id }) }}
      />
      <Loaded query={query} lines={lines}>
        {(experiment) => (allows(experiment) ? children(experiment, id) : <Redirect to={up} replace />)}
      </Loaded>
    </>
  )
}
