import { useQuery } from '@tanstack/react-query'
import type { components } from '@/lib/api/schema'
import { useFormats } from '@/lib/format'
import { isKey, useLanguage, useT } from '@/lib/i18n'
import { organisationQuery, policyQuery, useProposalNames } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Facts } from '@/ui/Facts'
import { Stack } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { Day } from '@/ui/Time'
import styles from './Policy.module.css'
import { Row, Rows } from './Rows'
import { AdminPage } from './SettingsPage'

type Policy = components['schemas']['Policy']

export default function PolicyPage() {
  const t = useT()
  return (
    <AdminPage title={t('settings.policy')} lead={t('settings.policyLead')}>
      <Read />
    </AdminPage>
  )
}

function Read() {
  const policy = useQuery(policyQuery)
  return (
    <Loaded query={policy} lines={8}>
      {(data) => (
        <>
          <Limits policy={data} />
          <Questions policy={data} />
          <Source policy={data} />
        </>
      )}
    </Loaded>
  )
}

function useLimitText() {
  const t = useT()
  const format = useFormats()
  const { locale } = useLanguage()
  const currency = useQuery(organisationQuery).data?.currency ?? 'EUR'
  return (limit: string, value: number) => {
    if (limit === 'money' || limit === 'undo_cost') return format.money(value, currency)
    if (limit === 'undo_hours') return t('settings.hours', { n: value })
    if (limit === 'share_of_base') return value.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 })
    return format.number(value)
  }
}

function Limits({ policy: { limits } }: { policy: Policy }) {
  const t = useT()
  const limitText = useLimitText()
  const facts = Object.entries(limits).map(([limit, value]) => {
    const key = `settings.limit.${limit}`
    const text = limitText(limit, value)
    const unused = limit === 'share_of_base' && !limits.customer_base
    return { label: isKey(key) ? t(key) : limit, value: unused ? t('settings.limitUnused', { limit: text }) : text }
  })
  return (
    <Card title={t('settings.limits')}>
      <p>{t('settings.limitsHint')}</p>
      <Facts facts={facts} lines />
    </Card>
  )
}

const kinds = ['risk', 'assurance', 'measure', 'choice'] as const

function Questions({ policy }: { policy: Policy }) {
  const t = useT()
  return (
    <Card title={t('settings.questions')}>
      <p>{t('settings.questionsHint')}</p>
      {kinds.map((kind) => (
        <QuestionsOf key={kind} kind={kind} policy={policy} />
      ))}
    </Card>
  )
}

function QuestionsOf({ kind, policy }: { kind: (typeof kinds)[number]; policy: Policy }) {
  const t = useT()
  const names = useProposalNames()
  const { language } = useLanguage()
  const heading = t(`settings.safe.${kind}`)
  return (
    <Stack gap={2}>
      <h3>{heading}</h3>
      <Rows label={heading}>
        {policy.questions
          .filter((question) => question.kind === kind)
          .map(({ key, text, route }) => (
            <Row key={key} name={text[language] ?? names.gate(key)}>
              {t('settings.lookedAtBy', { route: names.route(route) })}
            </Row>
          ))}
      </Rows>
    </Stack>
  )
}

function Source({ policy }: { policy: Policy }) {
  const t = useT()
  return (
    <Card title={t('settings.policyVersion', { n: policy.version })}>
      <p>
        {t('settings.policySince')} <Day on={policy.created_at.slice(0, 10)} />
      </p>
      <Disclosure summary={t('settings.policySource')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={styles.source} tabIndex={0} lang="en">
          {policy.source}
        </pre>
      </Disclosure>
    </Card>
  )
}
