import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { type Language, useT } from '@/lib/i18n'
import { Button, IconButton } from '@/ui/Button'
import { ChoiceChips } from '@/ui/Choice'
import { Stack } from '@/ui/layout'
import { WatchedArea } from '@/ui/Watched'
import styles from './Editor.module.css'
import { type FormCondition, newCondition } from './form'
import { kinds } from './names'
import type { Kind } from './queries'

type FieldsProps = { value: FormCondition[]; onValue: (conditions: FormCondition[]) => void; language?: Language }

/** What contributed: always a circumstance, never a person. */
export function ConditionFields({ value, onValue, language }: FieldsProps) {
  const t = useT()
  const put = (at: number, part: Partial<FormCondition>) =>
    onValue(value.map((condition, place) => (place === at ? { ...condition, ...part } : condition)))
  const add = useRef<HTMLButtonElement>(null)
  /** What was pressed goes, and the focus would go with it. */
  const remove = (at: number) => {
    onValue(value.filter((_, place) => place !== at))
    add.current?.focus()
  }
  return (
    <Stack gap={4}>
      {value.map((condition, at) => (
        <ConditionItem
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own and keep their order
          key={at}
          at={at}
          condition={condition}
          language={language}
          onChange={(part) => put(at, part)}
          onRemove={value.length > 1 ? () => remove(at) : undefined}
        />
      ))}
      {value.length < 20 && (
        <Button
          ref={add}
          kind="quiet"
          flush
          icon={<Plus aria-hidden="true" />}
          onClick={() => onValue([...value, newCondition])}
        >
          {t('lessons.addCondition')}
        </Button>
      )}
    </Stack>
  )
}

type ItemProps = {
  at: number
  condition: FormCondition
  language?: Language
  onChange: (part: Partial<FormCondition>) => void
  /** The only one cannot be removed. */
  onRemove?: () => void
}

function ConditionItem({ at, condition, language, onChange, onRemove }: ItemProps) {
  const t = useT()
  return (
    <div className={styles.item}>
      <div>
        <WatchedArea
          name={`conditions.${at}.text`}
          label={t(at === 0 ? 'lessons.conditionFirst' : 'lessons.conditionNext')}
          hint={at === 0 ? t('lessons.conditionHint') : undefined}
          lang={language}
          limit={2000}
          value={condition.text}
          onValue={(text) => onChange({ text })}
        />
        <ChoiceChips
          name={`conditions.${at}.kind`}
          legend={t('lessons.conditionKind')}
          options={(Object.keys(kinds) as Kind[]).map((kind) => ({ value: kind, label: t(`lessons.kind.${kind}`) }))}
          value={condition.kind}
          onValue={(kind) => onChange({ kind })}
        />
      </div>
      {onRemove && (
        <IconButton
          label={t('lessons.removeCondition', { n: at + 1 })}
          icon={<X aria-hidden="true" />}
          onClick={onRemove}
        />
      )}
    </div>
  )
}
