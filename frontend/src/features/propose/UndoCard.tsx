import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { TextArea, TextField } from '@/ui/Field'
import { Figure } from './Figure'
import { useProposal } from './form'
import { Place } from './Place'
import { figures } from './questions'
import { Row } from './Row'

const sure = ['yes', 'no', 'unsure'] as const

export function UndoCard() {
  const t = useT()
  const format = useFormats()
  const { text, prepared } = useProposal()
  const { limits, questions } = prepared.policy
  const hours = figures(limits.undo_hours, [1 / 24, 1 / 3, 1], [1, 8, 24])
  const cost = figures(limits.undo_cost, [0, 0.1, 1], [0, 50, 500])
  return (
    <Card step={4} title={t('propose.card.undo')}>
      <Place field="way_back">
        <TextArea {...text('way_back')} label={t('propose.wayBack')} hint={t('propose.wayBackHint')} limit={4000} />
      </Place>
      {questions
        .filter(({ kind }) => kind === 'assurance')
        .map((question) => (
          <Row key={question.key} question={question} options={sure} />
        ))}
      <Figure
        field="answers.undo_hours"
        legend={t('propose.undoHours')}
        offered={hours}
        label={(n) => t('propose.upToHours', { n })}
        unit={t('propose.hours')}
      />
      <Figure
        field="answers.undo_cost"
        legend={t('propose.undoCost')}
        offered={cost}
        label={(n) => (n === 0 ? t('propose.noMoney') : t('propose.upTo', { n: format.money(n, prepared.currency) }))}
        unit={prepared.currency}
      />
      {questions
        .filter(({ kind }) => kind === 'choice')
        .map((question) => (
          <Row key={question.key} question={question} options={question.options ?? []} />
        ))}
      <StopFields />
    </Card>
  )
}

/** When it is stopped at once, and what could have gone wrong: a one-way door needs both. */
function StopFields() {
  const t = useT()
  const { text, isOneWay, values } = useProposal()
  return (
    <>
      <Place field="stop_rule">
        <TextField
          {...text('stop_rule')}
          label={t('propose.stopRule')}
          hint={t(isOneWay ? 'propose.stopRuleNeeded' : 'propose.stopRuleHint')}
          limit={2000}
          optional={!isOneWay}
        />
      </Place>
      {(isOneWay || values.premortem) && (
        <Place field="premortem">
          <TextArea
            {...text('premortem')}
            label={t('propose.premortem')}
            hint={t('propose.premortemNeeded')}
            limit={8000}
            optional={!isOneWay}
          />
        </Place>
      )}
    </>
  )
}
