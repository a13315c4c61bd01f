import { type Language, useT } from '@/lib/i18n'
import { ChoiceChips } from '@/ui/Choice'
import { ItemFields } from '@/ui/ItemFields'
import { WatchedArea } from '@/ui/Watched'
import { type FormCondition, newCondition } from './form'
import { kinds } from './names'
import type { Kind } from './queries'

type FieldsProps = { value: FormCondition[]; onValue: (conditions: FormCondition[]) => void; language?: Language }

/** What contributed: always a circumstance, never a person. */
export function ConditionFields({ language, ...list }: FieldsProps) {
  const t = useT()
  return (
    <ItemFields
      {...list}
      blank={newCondition}
      least={1}
      lined
      add={t('lessons.addCondition')}
      remove={(n) => t('lessons.removeCondition', { n })}
    >
      {({ text, kind }, at, change) => (
        <>
          <WatchedArea
            name={`conditions.${at}.text`}
            label={t(at === 0 ? 'lessons.conditionFirst' : 'lessons.conditionNext')}
            hint={at === 0 ? t('lessons.conditionHint') : undefined}
            lang={language}
            limit={2000}
            value={text}
            onValue={(text) => change({ text })}
          />
          <ChoiceChips
            name={`conditions.${at}.kind`}
            legend={t('lessons.conditionKind')}
            options={(Object.keys(kinds) as Kind[]).map((kind) => ({ value: kind, label: t(`lessons.kind.${kind}`) }))}
            value={kind}
            onValue={(kind) => change({ kind })}
          />
        </>
      )}
    </ItemFields>
  )
}
