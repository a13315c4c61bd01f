import { useQuery } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { useTeamName } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { DateField } from '@/ui/Field'
import { Link } from '@/ui/Link'
import { Row } from '@/ui/layout'
import { Empty, Loaded } from '@/ui/states'
import styles from './Policy.module.css'
import { PolicyFrame } from './PolicyFrame'
import { type Calibration, calibrationQuery, type OneDoor, type RuleCalibration } from './queries'

/** How well the policy foresaw what undoing takes: what an administrator reads before changing a rule. */
export default function CalibrationPage() {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const calibration = useQuery(calibrationQuery(search.get('from') ?? undefined, search.get('to') ?? undefined))
  const { from, to } = calibration.data ?? {}
  const choose = (end: 'from' | 'to', day: string | null) => {
    const next = new URLSearchParams(search)
    if (day) next.set(end, day)
    else next.delete(end)
    setSearch(next, { replace: true })
  }
  return (
    <PolicyFrame lead={t('policy.calibrationLead')}>
      <Row align="end">
        {(['from', 'to'] as const).map((end) => (
          <DateField
            key={end}
            label={t(`policy.concluded.${end}`)}
            value={search.get(end) ?? (end === 'from' ? from : to) ?? null}
            onValue={(day) => choose(end, day)}
            optional="unsaid"
          />
        ))}
      </Row>
      <Loaded query={calibration} lines={8}>
        {(data) => <Found calibration={data} />}
      </Loaded>
    </PolicyFrame>
  )
}

function Found({ calibration }: { calibration: Calibration }) {
  const t = useT()
  const { two_way: twoWay, one_way: oneWay } = calibration
  if (twoWay.concluded + oneWay.concluded === 0)
    return (
      <Empty icon={Scale} title={t('policy.nothingConcluded')}>
        {t('policy.nothingConcludedWhy')}
      </Empty>
    )
  return (
    <>
      <Card title={t('policy.howRight')}>
        <p>{t('policy.twoWayRight', { n: twoWay.concluded, told: twoWay.told, wrong: twoWay.false })}</p>
        <p>{t('policy.oneWayRight', { n: oneWay.concluded, told: oneWay.told, wrong: oneWay.false })}</p>
      </Card>
      <Rules calibration={calibration} />
      <Disclosure summary={t('policy.whatCounts')}>
        <p>{t('policy.whatIsFalseTwoWay')}</p>
        <p>{t('policy.whatIsFalseOneWay')}</p>
        <p>{t('policy.whatProvesNothing')}</p>
      </Disclosure>
    </>
  )
}

const happened = ({ fired, missed, false_one_way }: RuleCalibration) => fired + missed + false_one_way > 0

function Rules({ calibration: { rules, no_rule } }: { calibration: Calibration }) {
  const t = useT()
  const told = [...rules, no_rule].filter(happened)
  const silent = rules.filter((rule) => !happened(rule))
  const columns = ['closed', 'told', 'needless', 'missed'] as const
  return (
    <Card title={t('policy.byRule')}>
      {told.length === 0 ? (
        <p>{t('policy.noRuleTells')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label={t('policy.byRule')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('policy.ruleColumn')}</th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`policy.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {told.map((rule) => (
                <RuleRow key={rule.rule} rule={rule} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {told.map((rule) => (
        <OpenThese key={rule.rule} rule={rule} />
      ))}
      {silent.length > 0 && <p className={styles.quiet}>{t('policy.silentRules', { n: silent.length })}</p>}
    </Card>
  )
}

function useRuleName() {
  const t = useT()
  const names = useProposalNames()
  return ({ rule, gate, gone }: RuleCalibration) => {
    if (!rule) return t('policy.noRule')
    const name = gate ? `${names.gate(gate)} (${rule})` : rule
    return gone ? t('policy.goneRule', { rule: name }) : name
  }
}

function RuleRow({ rule }: { rule: RuleCalibration }) {
  const format = useFormats()
  const name = useRuleName()
  return (
    <tr>
      <th scope="row">{name(rule)}</th>
      {[rule.fired, rule.concluded, rule.false_one_way, rule.missed].map((n, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
        <td key={at}>{format.number(n)}</td>
      ))}
    </tr>
  )
}

/** The experiments behind a rule's figures. */
function OpenThese({ rule }: { rule: RuleCalibration }) {
  const t = useT()
  const name = useRuleName()
  if (rule.false_one_way + rule.missed === 0) return null
  return (
    <Disclosure summary={t('policy.openThese', { rule: name(rule) })}>
      <Doors title={t('policy.column.needless')} doors={rule.false_one_way_of} all={rule.false_one_way} />
      <Doors title={t('policy.column.missed')} doors={rule.missed_of} all={rule.missed} />
    </Disclosure>
  )
}

function Doors({ title, doors, all }: { title: string; doors: readonly OneDoor[]; all: number }) {
  const t = useT()
  const team = useTeamName()
  if (doors.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className={styles.doors}>
        {doors.map(({ id, key, title, team_id }) => (
          <li key={id}>
            <Link href={`/experiments/${key}`}>{`${key} ${title}`}</Link>{' '}
            <span className={styles.quiet}>{team(team_id)}</span>
          </li>
        ))}
      </ul>
      {all > doors.length && <p>{t('policy.more', { n: all - doors.length })}</p>}
    </>
  )
}
