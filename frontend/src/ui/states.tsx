import { Info, type LucideIcon, RotateCw, TriangleAlert } from 'lucide-react'
import { type ReactNode, Suspense } from 'react'
import { asProblem, isPassing, offline, problemText } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button } from './Button'
import styles from './states.module.css'

type EmptyProps = { icon?: LucideIcon; title: string; children?: ReactNode; actions?: ReactNode }

/** Never an empty page: says what belongs here and offers the next step. */
export function Empty({ icon: Icon, title, children, actions }: EmptyProps) {
  return (
    <div className={styles.empty}>
      {Icon && <Icon aria-hidden="true" />}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

/** What could not be shown, what to do about it, and a way to try again where that may help. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT()
  const problem = asProblem(error) ?? {}
  const retry = onRetry && (isPassing(error) || (problem.status ?? 0) >= 500)
  return (
    <div role="alert">
      <Empty
        icon={TriangleAlert}
        title={problemText(t, problem)}
        actions={
          retry && (
            <Button icon={<RotateCw aria-hidden="true" />} onClick={onRetry}>
              {t('ui.retry')}
            </Button>
          )
        }
      />
    </div>
  )
}

/** The place of text that is still coming; `lines` of it. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useT()
  return (
    <div className={styles.skeleton} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={at} />
      ))}
    </div>
  )
}

type Query<T> = { data: T | undefined; error: unknown; isPaused?: boolean; refetch: () => unknown }

/** In the place of what a query has not brought: its skeleton, its error, or that there is no connection to ask. */
export function Unloaded({ query, lines }: { query: Query<unknown>; lines?: number }) {
  const error = query.error ?? (query.isPaused ? offline : null)
  return error ? <ErrorState error={error} onRetry={() => void query.refetch()} /> : <Skeleton lines={lines} />
}

/** Shows what a query brought. */
export function Loaded<T>({
  query,
  lines,
  children,
}: {
  query: Query<T>
  lines?: number
  children: (data: T) => ReactNode
}) {
  return query.data === undefined ? <Unloaded query={query} lines={lines} /> : children(query.data)
}

/** In the place of a part that is still being fetched: `lines` of skeleton, or nothing. */
export function Later({ lines, children }: { lines?: number; children: ReactNode }) {
  return <Suspense fallback={lines ? <Skeleton lines={lines} /> : null}>{children}</Suspense>
}

type NoteProps = { tone?: 'neutral' | 'accent' | 'open' | 'closed'; icon?: LucideIcon; children: ReactNode }

/** A remark beside the flow of the page. */
export function Note({ tone = 'neutral', icon: Icon = Info, children }: NoteProps) {
  return (
    <div className={styles.note} data-tone={tone}>
      <Icon aria-hidden="true" />
      <div>{children}</div>
    </div>
  )
}
