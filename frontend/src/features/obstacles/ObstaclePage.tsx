import { useQuery } from '@tanstack/react-query'
import { CircleCheck, FlaskConical, Lock } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useParams, useSearchParams } from 'wouter'
import { teamsQuery, useMomentName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { AskDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Facts } from '@/ui/Facts'
import { Select } from '@/ui/Field'
import { Row, Stack } from '@/ui/layout'
import { ObstacleBadge } from '@/ui/ObstacleBadge'
import { PageHeader } from '@/ui/PageHeader'
import { Prose } from '@/ui/Prose'
import { Loaded } from '@/ui/states'
import { Day } from '@/ui/Time'
import { Attempts } from './Attempts'
import { EndDialog, type Ending } from './EndDialog'
import { MeToo } from './MeToo'
import styles from './obstacles.module.css'
import { type Obstacle, obstacleQuery, useTry } from './queries'

/** One obstacle: who else says so, what teams try against it, and what became of it. */
export default function ObstaclePage() {
  const t = useT()
  const { id = '' } = useParams<{ id: string }>()
  const query = useQuery(obstacleQuery(id))
  const obstacle = query.data
  return (
    <>
      <PageHeader
        title={t('obstacles.one')}
        back={{ href: '/obstacles', label: t('shell.obstacles') }}
        badges={obstacle && <ObstacleBadge state={obstacle.state} />}
      />
      <Loaded query={query} lines={6}>
        {(loaded) => (
          <Stack key={loaded.id} gap={4}>
            <Words obstacle={loaded} />
            <Became obstacle={loaded} />
            <Attempts obstacle={loaded} />
          </Stack>
        )}
      </Loaded>
    </>
  )
}

function Words({ obstacle }: { obstacle: Obstacle }) {
  const t = useT()
  const moment = useMomentName()
  const byTeam = (obstacle.me_toos ?? []).map(({ team, count }) => t('obstacles.ofTeam', { team, n: count }))
  return (
    <Card>
      <p className={styles.said} lang={obstacle.language}>
        {obstacle.text}
      </p>
      <Facts
        facts={[
          { label: t('obstacles.whose'), value: obstacle.team },
          { label: t('obstacles.moment'), value: moment(obstacle.moment_id) },
          { label: t('obstacles.since'), value: <Day on={obstacle.month} /> },
          { label: t('obstacles.meToo'), value: byTeam.join(' · ') },
        ]}
      />
      <Row gap={3}>
        <TryButton obstacle={obstacle} />
        <MeToo obstacle={obstacle} />
      </Row>
      <End obstacle={obstacle} />
    </Card>
  )
}

/** What became of it, in the words of who said so. */
function Became({ obstacle: { state, reason, ended_in: month, language } }: { obstacle: Obstacle }) {
  const t = useT()
  if (!reason || (state !== 'removed' && state !== 'kept')) return null
  return (
    <Card title={t(`obstacles.how.${state}`)} tone={state === 'removed' ? 'open' : undefined}>
      <Prose lang={language}>{reason}</Prose>
      {month && (
        <p className={styles.quiet}>
          <Day on={month} />
        </p>
      )}
    </Card>
  )
}

/** Begins an experiment of one's team against it. Who has several teams says which. */
function TryButton({ obstacle }: { obstacle: Obstacle }) {
  const t = useT()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  const { teams: mine } = usePerson()
  const [team, setTeam] = useState<string | null>(null)
  const teams = (useQuery(teamsQuery).data ?? []).filter(({ id }) => mine.includes(id))
  const attempt = useTry()
  if (!obstacle.actions.includes('try')) return null
  const begin = (team_id: string | undefined) =>
    attempt.mutate(
      { params: { path: { id: obstacle.id } }, body: { team_id } },
      { onSuccess: ({ key }) => navigate(`/propose?draft=${key}`) },
    )
  return (
    <>
      <Button
        kind="primary"
        size="large"
        icon={<FlaskConical aria-hidden="true" />}
        pending={attempt.isPending}
        onClick={() => (mine.length > 1 ? setAsking(true) : begin(mine[0]))}
      >
        {t('obstacles.try')}
      </Button>
      {!asking && <ErrorSummary error={attempt.error} />}
      {asking && (
        <AskDialog
          title={t('obstacles.try')}
          action={t('obstacles.tryNow')}
          asked={attempt}
          onSend={() => begin(team ?? mine[0])}
          onClose={() => setAsking(false)}
        >
          <Select
            label={t('obstacles.tryTeam')}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            value={team ?? mine[0] ?? null}
            onValue={setTeam}
          />
        </AskDialog>
      )}
    </>
  )
}

const endings: { action: Ending; icon: typeof Lock }[] = [
  { action: 'remove', icon: CircleCheck },
  { action: 'keep', icon: Lock },
]

/** For who may say so: it is gone, or it stays; with the reason. ?end=remove asks at once. */
function End({ obstacle }: { obstacle: Obstacle }) {
  const t = useT()
  const [search] = useSearchParams()
  const may = endings.filter(({ action }) => obstacle.actions.includes(action))
  const [open, setOpen] = useState<Ending | null>(
    () => may.find(({ action }) => action === search.get('end'))?.action ?? null,
  )
  if (may.length === 0) return null
  return (
    <div className={styles.ends}>
      {may.map(({ action, icon: Icon }) => (
        <Button key={action} icon={<Icon aria-hidden="true" />} onClick={() => setOpen(action)}>
          {t(`obstacles.${action}`)}
        </Button>
      ))}
      {open && <EndDialog obstacle={obstacle} ending={open} onClose={() => setOpen(null)} />}
    </div>
  )
}
