import { useT } from '@/lib/i18n'
import { ChoiceChips } from '@/ui/Choice'
import { classes } from '@/ui/classes'
import { useProposal } from './form'
import { Place } from './Place'
import styles from './propose.module.css'
import type { Question } from './queries'
import { answerField } from './questions'
import { Reasons } from './Reasons'
import { useQuestionText } from './RiskGroup'

/** One question of which "yes" is the safe answer, or one with a few answers. */
export function Row({ question, options, hint }: { question: Question; options: readonly string[]; hint?: string }) {
  const t = useT()
  const ask = useQuestionText()
  const { values, keeper } = useProposal()
  const field = answerField(question.key)
  const value = values[field]
  return (
    <Place field={field}>
      <div className={classes(styles.group, options.length === 3 && styles.line)}>
        <ChoiceChips
          legend={ask(question)}
          hint={hint}
          name={field}
          options={options.map((option) => ({
            value: option,
            label: t(`proposal.answer.${option}` as 'proposal.answer.yes'),
          }))}
          value={typeof value === 'string' ? value : null}
          onValue={(chosen) => keeper.fill({ [field]: chosen })}
        />
        <Reasons field={field} />
      </div>
    </Place>
  )
}
