import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { useValue } from '@/lib/observable'
import { useProposalNames, useProposalValues } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { useProposal } from './form'
import type { Field } from './proposal'
import styles from './propose.module.css'

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
                <p>{text(field, values[field])}</p>
              </div>
              <div>
                <p>{t('propose.theirs')}</p>
                <p>{text(field, conflict.theirs[field])}</p>
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
  const names = useProposalNames()
  const values = useProposalValues()
  return (field) => {
    const [name = field, key] = field.split('.')
    return name === 'answers' && key ? values.question(key) : names.field(name)
  }
}

function useValueText(): (field: Field, value: unknown) => string {
  const t = useT()
  const values = useProposalValues()
  return (field, value) => {
    const [name = field, key] = field.split('.')
    const text = name === 'answers' && key ? values.answer(key, value) : values.value(key ?? name, value)
    return text || t('propose.empty')
  }
}
