import { useT } from '@/lib/i18n'
import { Disclosure } from '@/ui/Disclosure'
import { Stack } from '@/ui/layout'
import styles from './Conclusion.module.css'
import type { Verdicts as Both } from './queries'

type Question = Both['questions'][number]

/** The team's verdict beside the customers': how far apart, in a line, a plot and a table of counts. */
export function Verdicts({ verdicts }: { verdicts: Both }) {
  const t = useT()
  const { says, distance, questions } = verdicts
  return (
    <Stack gap={3} as="section">
      <h3>{t('conclusions.verdicts')}</h3>
      <p>
        <strong>{t(`conclusions.says.${says}`)}</strong>{' '}
        {distance !== undefined && t('conclusions.distance', { n: Math.round(Math.abs(distance) * 100) })}
      </p>
      <Scale verdicts={verdicts} />
      {questions.length > 0 && (
        <>
          <Table questions={questions} />
          <Disclosure summary={t('conclusions.how')}>
            <p className={styles.quiet}>{t('conclusions.howText')}</p>
          </Disclosure>
        </>
      )}
    </Stack>
  )
}

const wide = 340
const edge = 12
const x = (verdict: number) => edge + verdict * (wide - 2 * edge)

/** Words that begin at the left end, or end at the right one, stay inside. */
const anchor = (verdict: number) => (verdict < 0.25 ? 'start' : verdict > 0.75 ? 'end' : 'middle')

/** Both verdicts on one line from "no" to "yes", and what lies between them. */
function Scale({ verdicts: { team, customers } }: { verdicts: Both }) {
  const t = useT()
  if (team === undefined || customers === undefined) return null
  const label = t('conclusions.plot', { team: Math.round(team * 100), customers: Math.round(customers * 100) })
  return (
    <svg className={styles.scale} viewBox={`0 0 ${wide} 92`} width={wide * 1.4} role="img" aria-label={label}>
      <line className={styles.line} x1={edge} x2={wide - edge} y1={40} y2={40} />
      <line className={styles.apart} x1={x(team)} x2={x(customers)} y1={40} y2={40} />
      <rect className={styles.team} x={x(team) - 7} y={33} width={14} height={14} rx={2} />
      <circle className={styles.customers} cx={x(customers)} cy={40} r={8} />
      <text x={x(team)} y={20} textAnchor={anchor(team)}>
        {t('conclusions.team')}
      </text>
      <text x={x(customers)} y={66} textAnchor={anchor(customers)}>
        {t('conclusions.customers')}
      </text>
      <text className={styles.end} x={edge} y={86}>
        {t('conclusions.worst')}
      </text>
      <text className={styles.end} x={wide - edge} y={86} textAnchor="end">
        {t('conclusions.best')}
      </text>
    </svg>
  )
}

const names = {
  kept_promise: 'experiments.keptPromise',
  improved_life: 'experiments.improvedLife',
  felt: 'experiments.felt',
} as const

function Table({ questions }: { questions: readonly Question[] }) {
  const t = useT()
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('conclusions.question')}</th>
            <th scope="col">{t('conclusions.good')}</th>
            <th scope="col">{t('conclusions.neutral')}</th>
            <th scope="col">{t('conclusions.bad')}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map(({ question, good, neutral, bad, score }) => (
            <tr key={question}>
              <th scope="row">
                {t(names[question])}
                {score === undefined && <span className={styles.quiet}> {t('conclusions.fewer')}</span>}
              </th>
              <td>{good}</td>
              <td>{question === 'felt' ? neutral : '–'}</td>
              <td>{bad}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
