import { CircleAlert } from 'lucide-react'
import styles from './states.module.css'

type Item = { /** The field that the line leads to. */ id?: string; text: string }

/** What keeps a form from being sent, on top of it; each line leads to its field. */
export function ErrorSummary({ title, items }: { title: string; items: Item[] }) {
  return (
    <div className={styles.summary} role="alert" tabIndex={-1} data-summary>
      <CircleAlert aria-hidden="true" />
      <div>
        <p className={styles.summaryTitle}>{title}</p>
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
