import { CircleAlert } from 'lucide-react'
import { useT } from '@/lib/i18n'
import styles from './Policy.module.css'
import type { Fault } from './queries'

/** Everything that is wrong with a document, each with the way to its place. The document speaks English, its faults too. */
export function FaultList({
  faults,
  onGo,
}: {
  faults: readonly Fault[]
  onGo: (line: number, column: number) => void
}) {
  const t = useT()
  return (
    <div role="status" id="policy-faults">
      {faults.length > 0 && (
        <div className={styles.faults}>
          <CircleAlert aria-hidden="true" />
          <div>
            <p className={styles.faultsTitle}>{t('policy.faults', { n: faults.length })}</p>
            <ul>
              {faults.map(({ line = 1, column = 1, message }) => (
                <li key={`${line}:${column}:${message}`}>
                  <button type="button" className={styles.place} onClick={() => onGo(line, column)}>
                    {t('policy.place', { line, column })}
                  </button>{' '}
                  <span lang="en">{message.replace(/^line \d+, column \d+: /, '')}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  )
}
