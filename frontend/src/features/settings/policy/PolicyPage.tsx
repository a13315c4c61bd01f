import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useLanguage, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Facts } from '@/ui/Facts'
import { Row as Line, Stack } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { Day } from '@/ui/Time'
import { Row, Rows } from '../Rows'
import { download, fileName } from './file'
import { useLimits, useSentence } from './names'
import styles from './Policy.module.css'
import { PolicyFrame } from './PolicyFrame'
import { type Draft, draftQuery, type Policy, presentQuery } from './queries'

/** What the policy in force says, in plain words and as it is written. */
export default function PolicyPage() {
  const t = useT()
  const policy = useQuery(presentQuery)
  return (
    <PolicyFrame lead={t('settings.policyLead')}>
      <Loaded query={policy} lines={8}>
        {(data) => (
          <>
            <Parts policy={data} />
            <Questions policy={data} />
            <Source policy={data} />
          </>
        )}
      </Loaded>
    </PolicyFrame>
  )
}

function Parts({ policy }: { policy: Policy }) {
  const parts = useQuery(draftQuery(policy.source, policy.version))
  return (
    <Loaded query={parts} lines={8}>
      {(data) => (
        <>
          <Limits parts={data} />
          <Rules parts={data} />
        </>
      )}
    </Loaded>
  )
}

function Limits({ parts: { limits } }: { parts: Draft }) {
  const t = useT()
  const { name, text } = useLimits()
  const unused = limits.some(({ limit, value }) => limit === 'customer_base' && value === null)
  const facts = limits.map(({ limit, value }) => ({
    label: name(limit),
    value:
      limit === 'share_of_base' && unused
        ? t('settings.limitUnused', { limit: text(limit, value) })
        : text(limit, value),
  }))
  return (
    <Card title={t('settings.limits')}>
      <p>{t('settings.limitsHint')}</p>
      <Facts facts={facts} lines />
    </Card>
  )
}

function Rules({ parts: { limits, rules } }: { parts: Draft }) {
  const t = useT()
  const names = useProposalNames()
  const sentence = useSentence(limits)
  return (
    <Card title={t('policy.rules')}>
      <p>{t('policy.rulesHint')}</p>
      <Rows label={t('policy.rules')}>
        {rules.map(({ id, says, route, when }) => (
          <Row key={id} name={sentence(says)}>
            <p>{t('settings.lookedAtBy', { route: names.route(route) })}</p>
            <code className={styles.when}>{when}</code>
          </Row>
        ))}
      </Rows>
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
      <Line>
        <Button
          icon={<Download aria-hidden="true" />}
          onClick={() => download(fileName(policy.version), policy.source)}
        >
          {t('policy.download')}
        </Button>
      </Line>
      <Disclosure summary={t('settings.policySource')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={styles.source} tabIndex={0} lang="en">
          {policy.source}
        </pre>
      </Disclosure>
    </Card>
  )
}
