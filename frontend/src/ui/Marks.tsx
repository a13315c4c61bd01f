import { useEffect, useRef } from 'react'
import styles from './Marks.module.css'

/** A stretch of a text, in UTF-16 code units, half-open: as the server and the browser both count. */
export type Span = { start: number; end: number }

/**
 * The same text behind the field that follows it, with stretches of it marked: a field itself cannot show any. For the
 * eye only; who cannot see it reads what is said below the field.
 */
export function Marks({ text, spans }: { text: string; spans: readonly Span[] }) {
  const behind = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const field = behind.current?.nextElementSibling
    if (!field) return
    const follow = () => behind.current?.scrollTo(field.scrollLeft, field.scrollTop)
    follow()
    field.addEventListener('scroll', follow)
    return () => field.removeEventListener('scroll', follow)
  })
  return (
    <div ref={behind} className={styles.marks} aria-hidden="true">
      {pieces(text, spans).map(({ start, end, marked }) =>
        marked ? <mark key={start}>{text.slice(start, end)}</mark> : text.slice(start, end),
      )}
      {/* A last empty line has a height in a field only. */}
      {'\u200b'}
    </div>
  )
}

/** The text cut at the spans, which may overlap; what is beyond its end is left out. */
export function pieces(text: string, spans: readonly Span[]): (Span & { marked: boolean })[] {
  const cut: (Span & { marked: boolean })[] = []
  let at = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const [start, end] = [Math.max(span.start, at), Math.min(span.end, text.length)]
    if (start >= end) continue
    if (start > at) cut.push({ start: at, end: start, marked: false })
    cut.push({ start, end, marked: true })
    at = end
  }
  if (at < text.length) cut.push({ start: at, end: text.length, marked: false })
  return cut
}
