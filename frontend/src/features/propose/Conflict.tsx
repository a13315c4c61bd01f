import { useState } from 'react'
import { useFormats } from '@/lib/format'
import { isKey, useT } from '@/lib/i18n'
import { useValue } from '@/lib/observable'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { useProposal } from './form'
import type { Field } from './proposal'
import styles from './propose.module.css'
import { answerField } from './questions'
import { useQuestionText } from './RiskGroup'

type Side = 'mine' | 'theirs'

/** Somebody else wrote in the same fields: both versions, and the choice between them. */
export function Conflict() {
  const t = useT()
  const { keeper, values } = useProposal()
  const conflict = useValue(keeper.conflict)
  const [chosen, setChosen] = useState<Partial<Record<Field, Side>>>({})
  const text = useValueText()
  const name = useFieldName()
  if (!conflict) return null
  const open = conflict.fields.filter((field) => !chosen[field])
  const keep = () => keeper.resolve(conflict.fields.filter((field) => chosen[field] === 'theirs'))
  return (
    <Card title={t('propose.conflict')} tone="closed">
      <div className={styles.conflict} role="alert">
        <p>{t('propose.conflictWhy')}</p>
        {conflict.fields.map((field) => (
          <div key={field} className={styles.group}>
            <ChoiceChips
              legend={name(field)}
              options={[
                { value: 'mine', label: t('propose.keepMine') },
                { value: 'theirs', label: t('propose.keepTheirs') },
              ]}
              value={chosen[field] ?? null}
              onValue={(side) => setChosen({ ...chosen, [field]: side })}
            />
            <div className={styles.versions}>
              <div>
                <p>{t('propose.mine')}</p>
                <p>{text(values[field])}</p>
              </div>
              <div>
                <p>{t('propose.theirs')}</p>
                <p>{text(conflict.theirs[field])}</p>
              </div>
            </div>
          </div>
        ))}
        <Button kind="primary" disabled={open.length > 0} onClick={keep}>
          {t('propose.keepThese')}
        </Button>
      </div>
    </Card>
  )
}

function useFieldName(): (field: Field) => string {
  const t = useT()
  const ask = useQuestionText()
  const { prepared } = useProposal()
  return (field) => {
    const question = prepared.policy.questions.find(({ key }) => answerField(key) === field)
    if (question) return ask(question)
    const key = `proposal.field.${field.split('.')[0]}`
    return isKey(key) ? t(key) : field
  }
}

function useValueText(): (value: unknown) => string {
  const t = useT()
  const format = useFormats()
  const { prepared } = useProposal()
  const named = [...prepared.teams, ...prepared.moments]
  const one = (value: unknown): string => {
    if (typeof value === 'number') return format.number(value)
    const text = String(value)
    const answer = `proposal.answer.${text}`
    return named.find(({ id }) => id === text)?.name ?? (isKey(answer) ? t(answer) : text)
  }
  return (value) => {
    if (value === undefined || value === null || value === '') return t('propose.empty')
    return Array.isArray(value) ? format.list(value.map(one)) : one(value)
  }
}
