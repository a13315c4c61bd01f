import { useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { CheckChips } from '@/ui/Choice'
import { Disclosure } from '@/ui/Disclosure'
import { DateField } from '@/ui/Field'
import { Figure } from './Figure'
import { useProposal } from './form'
import { LastDay } from './LastDay'
import { Place } from './Place'
import styles from './propose.module.css'
import { figures, riskGroups } from './questions'
import { RiskGroup } from './RiskGroup'

const legends: Key[] = ['propose.touch.first', 'propose.touch.second']

export function TouchCard() {
  const t = useT()
  const format = useFormats()
  const { prepared } = useProposal()
  const { limits, questions } = prepared.policy
  const customers = figures(limits.customers, [0.05, 0.25, 1], [10, 50, 200])
  const money = figures(limits.money, [0, 0.1, 1], [0, 100, 1000])
  return (
    <Card step={3} title={t('propose.card.touch')}>
      <LastDay />
      <Figure
        field="answers.customers_exposed"
        legend={t('propose.customers')}
        hint={t('propose.customersHint')}
        offered={customers}
        label={(n) => t('propose.upTo', { n: format.number(n) })}
        whole
      />
      <Figure
        field="answers.money_at_risk"
        legend={t('propose.money')}
        hint={t('propose.moneyHint')}
        offered={money}
        label={(n) => (n === 0 ? t('propose.noMoney') : t('propose.upTo', { n: format.money(n, prepared.currency) }))}
        unit={prepared.currency}
      />
      {riskGroups(questions).map((group, at) => (
        <RiskGroup key={group[0]?.key} questions={group} at={at} legend={legends[at] ?? 'propose.touch.second'} />
      ))}
      <Disclosure summary={t('propose.more.touch')}>
        <Others />
      </Disclosure>
    </Card>
  )
}

/** When it begins, and which other teams will notice. */
function Others() {
  const t = useT()
  const { values, set, prepared } = useProposal()
  const others = prepared.teams.filter(({ id }) => id !== values.team_id)
  return (
    <div className={styles.fields}>
      <Place field="starts_on">
        <DateField
          label={t('propose.startsOn')}
          hint={t('propose.startsOnHint')}
          name="starts_on"
          value={values.starts_on ?? null}
          onValue={(day) => set('starts_on', day ?? undefined)}
          optional
        />
      </Place>
      {others.length > 0 && (
        <Place field="affected_team_ids">
          <CheckChips
            legend={t('propose.affected')}
            name="affected_team_ids"
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.affected_team_ids ?? []}
            onValue={(ids) => set('affected_team_ids', ids)}
          />
        </Place>
      )}
    </div>
  )
}
