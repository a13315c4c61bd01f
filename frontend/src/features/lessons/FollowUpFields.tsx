import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { teamsQuery } from '@/lib/directory'
import { type Language, useT } from '@/lib/i18n'
import { Button, IconButton } from '@/ui/Button'
import { ChoiceChips } from '@/ui/Choice'
import { DateField, Select, TextField } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { WatchedField } from '@/ui/Watched'
import styles from './Editor.module.css'
import { type FormFollowUp, newFollowUp } from './form'

const states: FormFollowUp['state'][] = ['open', 'done', 'notNeeded']

type FieldsProps = { value: FormFollowUp[]; onValue: (followUps: FormFollowUp[]) => void; language?: Language }

/** What a team will do because of the lesson: a team, never a person. */
export function FollowUpFields({ value, onValue, language }: FieldsProps) {
  const t = useT()
  const put = (at: number, part: Partial<FormFollowUp>) =>
    onValue(value.map((followUp, place) => (place === at ? { ...followUp, ...part } : followUp)))
  const add = useRef<HTMLButtonElement>(null)
  /** What was pressed goes, and the focus would go with it. */
  const remove = (at: number) => {
    onValue(value.filter((_, place) => place !== at))
    add.current?.focus()
  }
  return (
    <Stack gap={4}>
      {value.map((followUp, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: follow-ups have no name of their own and keep their order
        <div key={at} className={styles.item}>
          <FollowUpItem at={at} value={followUp} onValue={(part) => put(at, part)} language={language} />
          <IconButton
            label={t('lessons.removeFollowUp', { n: at + 1 })}
            icon={<X aria-hidden="true" />}
            onClick={() => remove(at)}
          />
        </div>
      ))}
      {value.length < 20 && (
        <Button
          ref={add}
          kind="quiet"
          flush
          icon={<Plus aria-hidden="true" />}
          onClick={() => onValue([...value, newFollowUp])}
        >
          {t('lessons.addFollowUp')}
        </Button>
      )}
    </Stack>
  )
}

type ItemProps = {
  at: number
  value: FormFollowUp
  onValue: (part: Partial<FormFollowUp>) => void
  language?: Language
}

function FollowUpItem({ at, value, onValue, language }: ItemProps) {
  const t = useT()
  const { data: teams = [] } = useQuery(teamsQuery)
  return (
    <div>
      <WatchedField
        name={`follow_ups.${at}.what`}
        label={t('lessons.followUpWhat')}
        lang={language}
        limit={1000}
        value={value.what}
        onValue={(what) => onValue({ what })}
      />
      <div className={styles.pair}>
        <Select
          label={t('lessons.followUpTeam')}
          optional
          empty={t('lessons.followUpTeamOpen')}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.team}
          onValue={(team) => onValue({ team })}
        />
        <DateField
          name={`follow_ups.${at}.due`}
          label={t('lessons.followUpDue')}
          optional
          value={value.due}
          onValue={(due) => onValue({ due })}
        />
      </div>
      <ChoiceChips
        legend={t('lessons.followUpState')}
        hideLegend
        options={states.map((state) => ({ value: state, label: t(`lessons.followUp.${state}`) }))}
        value={value.state}
        onValue={(state) => onValue({ state })}
      />
      {value.state === 'notNeeded' && (
        <TextField
          name={`follow_ups.${at}.reason`}
          label={t('lessons.followUpReason')}
          lang={language}
          limit={1000}
          value={value.reason}
          onValue={(reason) => onValue({ reason })}
        />
      )}
    </div>
  )
}
