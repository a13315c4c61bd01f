import { useQuery } from '@tanstack/react-query'
import { teamsQuery } from '@/lib/directory'
import { type Language, useT } from '@/lib/i18n'
import { ChoiceChips } from '@/ui/Choice'
import { DateField, Select, TextField } from '@/ui/Field'
import { ItemFields } from '@/ui/ItemFields'
import { WatchedField } from '@/ui/Watched'
import styles from './Editor.module.css'
import { type FormFollowUp, newFollowUp } from './form'

type FieldsProps = { value: FormFollowUp[]; onValue: (followUps: FormFollowUp[]) => void; language?: Language }

/** What a team will do because of the lesson: a team, never a person. */
export function FollowUpFields({ language, ...list }: FieldsProps) {
  const t = useT()
  return (
    <ItemFields
      {...list}
      blank={newFollowUp}
      least={0}
      lined
      add={t('lessons.addFollowUp')}
      remove={(n) => t('lessons.removeFollowUp', { n })}
    >
      {(followUp, at, change) => <FollowUpItem at={at} value={followUp} onValue={change} language={language} />}
    </ItemFields>
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
    <>
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
      <BecameFields at={at} value={value} onValue={onValue} language={language} />
    </>
  )
}

const states: FormFollowUp['state'][] = ['open', 'done', 'notNeeded']

/** Whether it is done; who needs it no more says why. */
function BecameFields({ at, value: { state, reason }, onValue, language }: ItemProps) {
  const t = useT()
  return (
    <>
      <ChoiceChips
        legend={t('lessons.followUpState')}
        hideLegend
        options={states.map((state) => ({ value: state, label: t(`lessons.followUp.${state}`) }))}
        value={state}
        onValue={(state) => onValue({ state })}
      />
      {state === 'notNeeded' && (
        <TextField
          name={`follow_ups.${at}.reason`}
          label={t('lessons.followUpReason')}
          lang={language}
          limit={1000}
          value={reason}
          onValue={(reason) => onValue({ reason })}
        />
      )}
    </>
  )
}
