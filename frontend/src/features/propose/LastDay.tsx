import { useState } from 'react'
import { addDays, today, useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { ChoiceChips } from '@/ui/Choice'
import { DateField } from '@/ui/Field'
import { useProposal } from './form'
import { Place } from './Place'
import styles from './propose.module.css'
import { Reasons } from './Reasons'

const weeks = [1, 2, 4]

/** The last of so many weeks: two that begin on a Monday end on a Sunday. */
export const lastOf = (weeks: number, first: string) => addDays(first, weeks * 7 - 1)

/** How long it runs, in weeks from its first day, or until a day. */
export function LastDay() {
  const t = useT()
  const format = useFormats()
  const { values, set } = useProposal()
  const [other, setOther] = useState(false)
  const first = values.starts_on ?? today()
  const day = values.ends_on
  const chosen = weeks.find((n) => day === lastOf(n, first))
  const isOther = other || (day !== undefined && chosen === undefined)
  const choose = (n: string) => {
    setOther(n === 'other')
    set('ends_on', n === 'other' ? undefined : lastOf(Number(n), first))
  }
  return (
    <Place field="ends_on">
      <div className={styles.group}>
        <ChoiceChips
          legend={t('propose.howLong')}
          hint={day && !isOther ? t('propose.lastDayIs', { day: format.shortDay(day) }) : t('propose.howLongHint')}
          name="ends_on"
          options={[
            ...weeks.map((n) => ({ value: String(n), label: t('propose.weeks', { n }) })),
            { value: 'other', label: t('propose.otherDay') },
          ]}
          value={isOther ? 'other' : chosen === undefined ? null : String(chosen)}
          onValue={choose}
        />
        {isOther && (
          <DateField
            label={t('propose.lastDay')}
            value={day ?? null}
            onValue={(chosenDay) => set('ends_on', chosenDay ?? undefined)}
            min={first}
          />
        )}
        <Reasons field="ends_on" />
      </div>
    </Place>
  )
}
