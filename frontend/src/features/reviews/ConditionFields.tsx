import { useT } from '@/lib/i18n'
import { ChoiceChips } from '@/ui/Choice'
import { TextArea } from '@/ui/Field'
import { ItemFields } from '@/ui/ItemFields'
import { type Condition, newCondition } from './draft'

const whens: Condition['when'][] = ['before_start', 'during']

type FieldsProps = { value: Condition[]; onValue: (conditions: Condition[]) => void }

/** What the team does before it starts, or keeps to while it runs. */
export function ConditionFields(list: FieldsProps) {
  const t = useT()
  return (
    <ItemFields
      {...list}
      blank={newCondition}
      least={1}
      add={t('reviews.addCondition')}
      remove={(n) => t('reviews.removeCondition', { n })}
    >
      {({ text, when }, at, change) => (
        <>
          <TextArea
            name={`conditions.${at}.text`}
            label={t('reviews.condition', { n: at + 1 })}
            hint={at === 0 ? t('reviews.conditionHint') : undefined}
            limit={2000}
            value={text}
            onValue={(text) => change({ text })}
          />
          <ChoiceChips
            legend={t('reviews.when')}
            hideLegend
            options={whens.map((when) => ({ value: when, label: t(`reviews.when.${when}`) }))}
            value={when}
            onValue={(when) => change({ when })}
          />
        </>
      )}
    </ItemFields>
  )
}
