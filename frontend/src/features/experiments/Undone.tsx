import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { hoursText, organisationQuery } from '@/lib/proposal'
import { Stack } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import styles from './Conclusion.module.css'
import type { Experiment } from './queries'

/** How many hours and how much money, as they are written here. */
export function useEffort() {
  const t = useT()
  const format = useFormats()
  const { data: organisation } = useQuery(organisationQuery)
  return {
    hours: (n: number | undefined) => (n === undefined ? null : hoursText(t, n)),
    cost: (n: number | undefined) => (n === undefined ? null : format.money(n, organisation?.currency ?? 'EUR')),
  }
}

/** What undoing was said to take, beside what it took, and what stayed behind. */
export function Undone({ experiment: { conclusion, answers, language } }: { experiment: Experiment }) {
  const t = useT()
  const effort = useEffort()
  const undone = conclusion?.undone
  if (!undone) return null
  const rows = [
    { name: t('experiments.undoHours'), planned: effort.hours(answers?.undo_hours), took: effort.hours(undone.hours) },
    { name: t('experiments.undoCost'), planned: effort.cost(answers?.undo_cost), took: effort.cost(undone.cost) },
  ]
  return (
    <Stack gap={3} as="section">
      <h3>{t('conclusions.undo')}</h3>
      {undone.needed ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <td />
                <th scope="col">{t('conclusions.planned')}</th>
                <th scope="col">{t('conclusions.took')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, planned, took }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{planned ?? t('conclusions.untold')}</td>
                  <td>{took ?? t('conclusions.untold')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p>{t('conclusions.notNeeded')}</p>
      )}
      {undone.left_overs && (
        <div>
          <p className={styles.quiet}>{t('experiments.leftOvers')}</p>
          <Prose lang={language}>{undone.left_overs}</Prose>
        </div>
      )}
    </Stack>
  )
}
