import { CircleAlert } from 'lucide-react'
import { asProblem, problemText } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import styles from './states.module.css'

type Item = { /** The field that the line leads to. */ id?: string; text: string }

type SummaryProps = { /** What the last attempt threw: the `error` of a mutation. */ error: unknown; items?: Item[] }

/** Why something was not done, where it was asked for; each line leads to its field. Nothing where nothing was thrown. */
export function ErrorSummary({ error, items = [] }: SummaryProps) {
  const t = useT()
  const problem = asProblem(error)
  if (!problem) return null
  return (
    <div className={styles.summary} role="alert" tabIndex={-1} data-summary>
      <CircleAlert aria-hidden="true" />
      <div>
        <p className={styles.summaryTitle}>{problemText(t, problem)}</p>
        {items.length > 0 && (
          <ul>
            {items.map(({ id, text }) => (
              <li key={text}>{id ? <FieldLink id={id}>{text}</FieldLink> : text}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function FieldLink({ id, children }: { id: string; children: string }) {
  const focus = () => document.getElementById(id)?.focus()
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault()
        focus()
      }}
    >
      {children}
    </a>
  )
}
