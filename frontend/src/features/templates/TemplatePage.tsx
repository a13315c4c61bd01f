import { useQuery } from '@tanstack/react-query'
import { Archive, FlaskConical } from 'lucide-react'
import { useParams } from 'wouter'
import { useMomentName, useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { Badge } from '@/ui/Badge'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { Link } from '@/ui/Link'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Prose } from '@/ui/Prose'
import { Loaded, Note } from '@/ui/states'
import { ChangeMenu } from './ChangeMenu'
import { Doors } from './Doors'
import { madeQuery, type Template, templateQuery } from './queries'
import { Record } from './Record'
import { OpenGates } from './TemplatesPage'
import styles from './templates.module.css'

/** One proven kind of experiment: what it is, what it has shown, and the way to try it. */
export default function TemplatePage() {
  const t = useT()
  const { id = '' } = useParams<{ id: string }>()
  const query = useQuery(templateQuery(id))
  const template = query.data
  return (
    <>
      <PageHeader
        title={template?.name ?? t('templates.one')}
        back={{ href: '/templates', label: t('templates.title') }}
        badges={template && <Badges template={template} />}
        actions={template && <Actions template={template} />}
      />
      <Loaded query={query} lines={8}>
        {(loaded) => (
          <Stack key={loaded.id} gap={4}>
            {loaded.retired && <Note icon={Archive}>{t('templates.retiredNote')}</Note>}
            <WhatItIs template={loaded} />
            <Record template={loaded} />
            <Doors template={loaded} />
            <Made template={loaded} />
          </Stack>
        )}
      </Loaded>
    </>
  )
}

function Badges({ template }: { template: Template }) {
  const t = useT()
  return (
    <>
      {template.retired && <Badge icon={Archive}>{t('templates.retiredBadge')}</Badge>}
      <OpenGates gates={template.open_gates} />
    </>
  )
}

function Actions({ template }: { template: Template }) {
  const t = useT()
  return (
    <>
      {!template.retired && (
        <ButtonLink kind="primary" href={`/propose?template=${template.id}`} icon={<FlaskConical aria-hidden="true" />}>
          {t('templates.use')}
        </ButtonLink>
      )}
      {template.may_change && <ChangeMenu template={template} />}
    </>
  )
}

const words = ['change', 'effect', 'because', 'signal', 'way_back', 'stop_rule'] as const

function WhatItIs({ template: { design, experiment, team_id, language } }: { template: Template }) {
  const t = useT()
  const names = useProposalNames()
  const values = useProposalValues()
  const team = useTeamName()
  const moment = useMomentName()
  const said = words.map((field) => ({ label: names.field(field), text: values.value(field, design[field]) }))
  return (
    <Card title={t('templates.what')}>
      <Facts
        lines
        facts={said
          .filter(({ text }) => text !== '')
          .map(({ label, text }) => ({ label, value: <Prose lang={language}>{text}</Prose> }))}
      />
      <Facts
        facts={[
          { label: names.field('team_id'), value: team(team_id) },
          { label: names.field('moment_id'), value: moment(design.moment_id) },
          {
            label: t('templates.madeFrom'),
            value: (
              <Link href={`/experiments/${experiment.key}`} lang={language}>
                {experiment.title}
              </Link>
            ),
          },
        ]}
      />
    </Card>
  )
}

function Made({ template: { id } }: { template: Template }) {
  const t = useT()
  const query = useQuery(madeQuery(id))
  return (
    <Card title={t('templates.made')}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.quiet}>{t('templates.noneMade')}</p>
          ) : (
            <ul className={styles.list}>
              {items.map(({ key, title, language, status, outcome }) => (
                <li key={key}>
                  <Link href={`/experiments/${key}`} lang={language}>
                    {title}
                  </Link>{' '}
                  <span className={styles.quiet}>
                    {key} · {outcome ? t(`ui.outcome.${outcome}`) : t(`ui.status.${status}`)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
