import { useQuery } from '@tanstack/react-query'
import { DoorClosed, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { http } from '@/lib/api/client'
import { isKey, useLanguage, useT } from '@/lib/i18n'
import { policyQuery } from '@/lib/proposal'
import { useSettled } from '@/lib/settled'
import { DoorBadge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { DateField, NumberField, Select, TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row, Stack } from '@/ui/layout'
import { ErrorState, Note } from '@/ui/states'
import styles from './Policy.module.css'
import { type Answers, type Policy, trialQuery } from './queries'

type Question = Policy['questions'][number]
type Facts = { answers: Answers; starts_on?: string; ends_on?: string }

/** Asks a document what it says of answers: of an experiment's, or of any that are chosen here. */
export function Tester({ source }: { source: string }) {
  const t = useT()
  const questions = useQuery(policyQuery).data?.questions ?? []
  const [facts, setFacts] = useState<Facts>({ answers: {} })
  const answer = (key: string, value: unknown) =>
    setFacts({ ...facts, answers: { ...facts.answers, [key]: value ?? undefined } })
  return (
    <Stack gap={5}>
      <p>{t('policy.tryHint')}</p>
      <FromExperiment onFacts={setFacts} />
      <Verdict source={source} facts={facts} />
      <div className={styles.fields}>
        {questions.map((question) => (
          <Answer
            key={question.key}
            question={question}
            value={facts.answers[question.key as keyof Answers]}
            onValue={(value) => answer(question.key, value)}
          />
        ))}
        <DateField
          label={t('policy.startsOn')}
          value={facts.starts_on ?? null}
          onValue={(day) => setFacts({ ...facts, starts_on: day ?? undefined })}
          optional="unsaid"
        />
        <DateField
          label={t('policy.endsOn')}
          value={facts.ends_on ?? null}
          onValue={(day) => setFacts({ ...facts, ends_on: day ?? undefined })}
          optional="unsaid"
        />
      </div>
    </Stack>
  )
}

function FromExperiment({ onFacts }: { onFacts: (facts: Facts) => void }) {
  const t = useT()
  const [key, setKey] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const take = async () => {
    const { data, error } = await http.GET('/api/v1/experiments/{id}', { params: { path: { id: key.trim() } } })
    setProblem(data ? null : error)
    if (data) onFacts({ answers: data.answers ?? {}, starts_on: data.starts_on, ends_on: data.ends_on })
  }
  return (
    <Form problem={problem} onSubmit={() => key.trim() && void take()}>
      <Row align="end">
        <TextField
          label={t('policy.fromExperiment')}
          hint={t('policy.fromExperimentHint')}
          width="short"
          value={key}
          onValue={setKey}
          optional="unsaid"
        />
        <Button type="submit">{t('policy.takeAnswers')}</Button>
      </Row>
    </Form>
  )
}

type AnswerProps = { question: Question; value: unknown; onValue: (value: unknown) => void }

function Answer({ question: { key, kind, text, options = [] }, value, onValue }: AnswerProps) {
  const t = useT()
  const { language } = useLanguage()
  const label = text[language] ?? text.en ?? key
  if (kind === 'measure')
    return (
      <NumberField
        label={label}
        value={typeof value === 'number' ? value : null}
        onValue={(n) => onValue(n === null || n < 0 ? null : key === 'customers_exposed' ? Math.ceil(n) : n)}
        optional="unsaid"
      />
    )
  const named = options.map((option) => {
    const name = `proposal.answer.${option}`
    return { value: option, label: isKey(name) ? t(name) : option }
  })
  return (
    <Select
      label={label}
      options={named}
      value={typeof value === 'string' ? value : null}
      onValue={onValue}
      empty={t('policy.open')}
      width="medium"
      optional="unsaid"
    />
  )
}

/** The door by these answers, why, and what would open it. */
function Verdict({ source, facts }: { source: string; facts: Facts }) {
  const t = useT()
  const settled = useSettled(facts)
  const trial = useQuery(trialQuery(source, settled.answers, settled.starts_on, settled.ends_on))
  if (trial.error) return <ErrorState error={trial.error} onRetry={() => void trial.refetch()} />
  if (!trial.data) return null
  const { door, undo_grade: grade, reasons, openers, unanswered } = trial.data
  return (
    <div className={styles.verdict} role="status">
      <p className={styles.turn}>
        <DoorBadge door={door} answersToGo={unanswered.length} />
        {grade && <span>{t(`policy.grade.${grade}`)}</span>}
      </p>
      {reasons.length > 0 && (
        <Note tone="closed" icon={DoorClosed}>
          <ul>
            {reasons.map(({ rule, message }) => (
              <li key={rule}>
                {message} <code>{rule}</code>
              </li>
            ))}
          </ul>
        </Note>
      )}
      {reasons.length > 0 && (
        <Note tone="open" icon={Undo2}>
          {openers.length === 0 ? (
            t('policy.noOpener')
          ) : (
            <ul>
              {openers.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          )}
        </Note>
      )}
    </div>
  )
}
