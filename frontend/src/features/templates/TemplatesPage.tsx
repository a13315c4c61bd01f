import { useInfiniteQuery } from '@tanstack/react-query'
import { DoorOpen, Stamp } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { useMomentName, useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Badge } from '@/ui/Badge'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Link } from '@/ui/Link'
import { Row, Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { PageHeader } from '@/ui/PageHeader'
import { Empty, Loaded } from '@/ui/states'
import { Tabs } from '@/ui/Tabs'
import { listQuery, type Summary } from './queries'
import styles from './templates.module.css'

/** Proven kinds of experiment, newest first. */
export default function TemplatesPage() {
  const t = useT()
  const [search] = useSearchParams()
  const retired = search.has('retired')
  return (
    <>
      <PageHeader title={t('templates.title')} lead={t('templates.lead')} />
      <Stack gap={4}>
        <Tabs
          label={t('templates.title')}
          tabs={[
            { href: '/templates', label: t('templates.inUse'), current: !retired },
            { href: '/templates?retired', label: t('templates.retired'), current: retired },
          ]}
        />
        <List key={String(retired)} retired={retired} />
      </Stack>
    </>
  )
}

function List({ retired }: { retired: boolean }) {
  const t = useT()
  const found = useInfiniteQuery(listQuery(retired))
  return (
    <Loaded query={found} lines={8}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0) return <Nothing retired={retired} />
        return (
          <Stack gap={4}>
            <ul className={styles.list}>
              {items.map((template) => (
                <li key={template.id}>
                  <Item template={template} />
                </li>
              ))}
            </ul>
            <MoreButton list={found}>{t('templates.more')}</MoreButton>
          </Stack>
        )
      }}
    </Loaded>
  )
}

function Item({ template: { id, name, language, change, team_id, moment_id, open_gates } }: { template: Summary }) {
  const team = useTeamName()
  const moment = useMomentName()
  return (
    <Card pressable title={<Link href={`/templates/${id}`}>{name}</Link>}>
      <p lang={language} className={styles.short}>
        {change}
      </p>
      <Row gap={2}>
        <span className={styles.quiet}>{[team(team_id), moment(moment_id)].filter(Boolean).join(' · ')}</span>
        <OpenGates gates={open_gates} />
      </Row>
    </Card>
  )
}

/** The gates that need no approval. */
export function OpenGates({ gates }: { gates: string[] }) {
  const t = useT()
  const names = useProposalNames()
  return gates.map((gate) => (
    <Badge key={gate} tone="open" icon={DoorOpen}>
      {t('templates.earned', { gate: names.gate(gate) })}
    </Badge>
  ))
}

function Nothing({ retired }: { retired: boolean }) {
  const t = useT()
  if (retired) return <Empty icon={Stamp} title={t('templates.noneRetired')} />
  return (
    <Empty
      icon={Stamp}
      title={t('templates.none')}
      actions={<ButtonLink href="/experiments?mine=1">{t('templates.toMine')}</ButtonLink>}
    >
      {t('templates.noneWhy')}
    </Empty>
  )
}
