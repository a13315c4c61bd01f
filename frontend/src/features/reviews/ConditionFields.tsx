import { Plus, X } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { Button, IconButton } from '@/ui/Button'
import { ChoiceChips } from '@/ui/Choice'
import { TextArea } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import styles from './DecisionBox.module.css'
import { type Condition, newCondition } from './draft'

const whens: Condition['when'][] = ['before_start', 'during']

type FieldsProps = { value: Condition[]; onValue: (conditions: Condition[]) => void }

/** What the team does before it starts, or keeps to while it runs. */
export function ConditionFields({ value, onValue }: FieldsProps) {
  const t = useT()
  const put = (at: number, part: Partial<Condition>) =>
    onValue(value.map((condition, place) => (place === at ? { ...condition, ...part } : condition)))
  return (
    <Stack gap={4}>
      {value.map((condition, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own and keep their order
        <div key={at} className={styles.condition}>
          <div>
            <TextArea
              name={`conditions.${at}.text`}
              label={t('reviews.condition', { n: at + 1 })}
              hint={at === 0 ? t('reviews.conditionHint') : undefined}
              limit={2000}
              value={condition.text}
              onValue={(text) => put(at, { text })}
            />
            <ChoiceChips
              legend={t('reviews.when')}
              hideLegend
              options={whens.map((when) => ({ value: when, label: t(`reviews.when.${when}`) }))}
              value={condition.when}
              onValue={(when) => put(at, { when })}
            />
          </div>
          {value.length > 1 && (
            <IconButton
              label={t('reviews.removeCondition', { n: at + 1 })}
              icon={<X aria-hidden="true" />}
              onClick={() => onValue(value.filter((_, place) => place !== at))}
            />
          )}
        </div>
      ))}
      {value.length < 20 && (
        <Button kind="quiet" flush icon={<Plus aria-hidden="true" />} onClick={() => onValue([...value, newCondition])}>
          {t('reviews.addCondition')}
        </Button>
      )}
    </Stack>
  )
}
