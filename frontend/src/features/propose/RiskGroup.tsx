import { isKey, type Key, type Translate, useLanguage, useT } from '@/lib/i18n'
import { CheckChips, ChoiceChips } from '@/ui/Choice'
import { useProposal } from './form'
import { Place } from './Place'
import type { Values } from './proposal'
import styles from './propose.module.css'
import type { Question } from './queries'
import { answerField, groupName } from './questions'
import { Reasons } from './Reasons'

/** What a chip says; a question that we have no short words for is asked in full. */
function useChipText(): (question: Question) => string {
  const t = useT()
  const ask = useQuestionText()
  return (question) => {
    const key = `propose.risk.${question.key}`
    return isKey(key) ? t(key) : ask(question)
  }
}

/** A question in the person's language. */
export function useQuestionText(): (question: Question) => string {
  const { language } = useLanguage()
  return ({ text, key }) => text[language] ?? text.en ?? key
}

const noneText = (t: Translate, chosen: number, all: number) =>
  chosen === 0 ? t('propose.none', { n: all }) : t('propose.noneOther', { n: all - chosen })

/**
 * Questions as chips: a chip that is chosen says yes, or "not sure". The rest is answered only by saying that it is
 * none of them, so that a question nobody looked at never counts as "no".
 */
export function RiskGroup({ questions, at, legend }: { questions: Question[]; at: number; legend: Key }) {
  const t = useT()
  const chipText = useChipText()
  const { values, keeper } = useProposal()
  const answerOf = ({ key }: Question) => values[answerField(key)]
  const isChosen = (question: Question) => answerOf(question) === 'yes' || answerOf(question) === 'unsure'
  const chosen = questions.filter(isChosen)
  const rest = questions.filter((question) => !isChosen(question))
  const noneChosen = rest.every((question) => answerOf(question) === 'no')

  const answer = (some: Question[], to: (question: Question) => unknown) =>
    keeper.fill(Object.fromEntries(some.map((question) => [answerField(question.key), to(question)])) as Values)
  const choose = (keys: string[]) => {
    const toggled = questions.filter((question) => isChosen(question) !== keys.includes(question.key))
    answer(toggled, (question) => (isChosen(question) ? undefined : 'yes'))
  }
  return (
    <Place field={groupName(at)}>
      <div className={styles.group}>
        <CheckChips
          legend={t(legend)}
          name={groupName(at)}
          options={questions.map((question) => ({ value: question.key, label: chipText(question) }))}
          value={chosen.map(({ key }) => key)}
          onValue={choose}
          none={
            rest.length > 0
              ? {
                  label: noneText(t, chosen.length, questions.length),
                  chosen: noneChosen,
                  onChoose: () => answer(rest, () => (noneChosen ? undefined : 'no')),
                }
              : undefined
          }
        />
        {chosen.map((question) => (
          <Chosen key={question.key} question={question} group={groupName(at)} />
        ))}
      </div>
    </Place>
  )
}

/** One that was chosen: the whole question, the way to say "not sure", and what it does to the door. */
function Chosen({ question, group }: { question: Question; group: string }) {
  const t = useT()
  const ask = useQuestionText()
  const { values, set } = useProposal()
  const field = answerField(question.key)
  return (
    <div className={styles.chosen}>
      <ChoiceChips
        legend={ask(question)}
        options={[
          { value: 'yes', label: t('proposal.answer.yes') },
          { value: 'unsure', label: t('proposal.answer.unsure') },
        ]}
        value={values[field] === 'unsure' ? 'unsure' : 'yes'}
        onValue={(value) => set(field, value)}
      />
      <Reasons field={field} place={group} />
    </div>
  )
}
