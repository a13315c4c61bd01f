import { useQueries, useQuery } from '@tanstack/react-query'
import { asTold } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { gates, type Proposal, useProposalNames, useProposalValues } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Facts } from '@/ui/Facts'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import { BuiltOnBy } from './BuiltOnBy'
import { ConclusionCard } from './ConclusionCard'
import { DoorCard } from './DoorCard'
import styles from './ExperimentPage.module.css'
import { Links } from './Links'
import { type Experiment, publishedQuery, templateQuery } from './queries'
import { Removes } from './Removes'
import { Thank } from './Thank'
import { UndoTried } from './UndoTried'
import { WhatNext } from './WhatNext'

const words: (keyof Proposal)[] = ['change', 'effect', 'because', 'signal', 'way_back', 'stop_rule']
const folded: (keyof Proposal)[] = [
  'customer_job',
  'strategy_goal',
  'gaming_risk',
  'counter_signal',
  'hollow_if',
  'premortem',
  'starts_on',
  'affected_team_ids',
  'tags',
]

/** How it ended, the team's own words, and the answers that decided the door. */
export function Plan({ experiment }: { experiment: Experiment }) {
  const t = useT()
  return (
    <Stack gap={4}>
      <ConclusionCard experiment={experiment} />
      <WhatNext experiment={experiment} />
      <DoorCard experiment={experiment} />
      <UndoTried experiment={experiment} />
      <Card title={t('experiments.plan')}>
        <Words experiment={experiment} fields={words} />
        <div>
          <Folded experiment={experiment} />
          <Answers experiment={experiment} />
        </div>
        <Removes experiment={experiment} />
        <BuildsOn ids={experiment.builds_on ?? []} />
        {experiment.template_id && <MadeFrom template={experiment.template_id} />}
      </Card>
      <Links experiment={experiment} />
      <BuiltOnBy experiment={experiment} />
      <Thank experiment={experiment} />
    </Stack>
  )
}

/** A field as it is told: a day as its month where no days are shown. */
function told(experiment: Experiment, field: keyof Proposal) {
  const value = experiment[field]
  return field === 'starts_on' && experiment.starts_on ? asTold(experiment.starts_on, experiment) : value
}

function useFacts({ experiment, fields }: { experiment: Experiment; fields: (keyof Proposal)[] }) {
  const names = useProposalNames()
  const values = useProposalValues()
  return fields
    .map((field) => ({ field, text: values.value(field, told(experiment, field)) }))
    .filter(({ text }) => text !== '')
    .map(({ field, text }) => ({ label: names.field(field), value: <Prose lang={experiment.language}>{text}</Prose> }))
}

function Words(props: { experiment: Experiment; fields: (keyof Proposal)[] }) {
  const t = useT()
  const facts = useFacts(props)
  return facts.length > 0 ? <Facts lines facts={facts} /> : <p>{t('experiments.noWords')}</p>
}

function Folded({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const facts = useFacts({ experiment, fields: folded })
  if (facts.length === 0) return null
  return (
    <Disclosure summary={t('experiments.moreWords')}>
      <Facts lines facts={facts} />
    </Disclosure>
  )
}

function Answers({ experiment: { answers = {}, measured = [] } }: { experiment: Experiment }) {
  const t = useT()
  const values = useProposalValues()
  const facts = gates.map((gate) => ({
    label: values.question(gate),
    value: [values.answer(gate, answers[gate]), measured.includes(gate) && t('proposal.measured')]
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <Disclosure summary={t('experiments.answers')}>
      <Facts facts={facts} />
    </Disclosure>
  )
}

function MadeFrom({ template }: { template: string }) {
  const t = useT()
  const { data } = useQuery(templateQuery(template))
  return (
    <section>
      <h3>{t('experiments.template')}</h3>
      <p>
        <Link href={`/templates/${template}`}>{data?.name ?? t('experiments.template')}</Link>
      </p>
    </section>
  )
}

function BuildsOn({ ids }: { ids: string[] }) {
  const t = useT()
  const lessons = useQueries({ queries: ids.map(publishedQuery) })
  if (ids.length === 0) return null
  return (
    <section>
      <h3>{t('experiments.buildsOn')}</h3>
      <ul className={styles.buildsOn}>
        {ids.map((id, at) => (
          <li key={id}>
            <Link href={`/lessons/${id}`}>
              {lessons[at]?.data?.headline ?? t('experiments.lessonN', { n: at + 1 })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
