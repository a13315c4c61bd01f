import { type Ref, useImperativeHandle, useRef } from 'react'
import { useT } from '@/lib/i18n'
import type { PolicyDraft } from './draft'
import styles from './Policy.module.css'

export type Source = { goTo: (line: number, column: number) => void }

/** Where in the text a line's column is, both counted from 1. */
const placeOf = (lines: string[], line: number, column: number) =>
  lines.slice(0, line - 1).reduce((before, { length }) => before + length + 1, 0) + column - 1

/** The document as it is written, with its lines numbered and those with a fault marked. */
export function SourceEditor({ draft, ref }: { draft: PolicyDraft; ref: Ref<Source> }) {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLOListElement>(null)
  const lines = draft.source.split('\n')
  const follow = () => {
    if (gutter.current && box.current) gutter.current.scrollTop = box.current.scrollTop
  }
  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const area = box.current
      if (!area) return
      const at = placeOf(lines, line, column)
      area.focus()
      area.setSelectionRange(at, at)
      area.scrollTop = ((line - 4) * area.scrollHeight) / lines.length
      follow()
    },
  }))
  return (
    <div className={styles.editor}>
      <Gutter ref={gutter} lines={lines} faulty={draft.faults.map(({ line }) => line)} />
      <textarea
        ref={box}
        className={styles.text}
        aria-label={t('policy.document')}
        aria-describedby="policy-faults"
        aria-invalid={draft.faults.length > 0 || undefined}
        lang="en"
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        value={draft.source}
        onScroll={follow}
        onChange={(event) => draft.write(event.target.value)}
      />
    </div>
  )
}

type GutterProps = { lines: string[]; faulty: (number | undefined)[]; ref: Ref<HTMLOListElement> }

function Gutter({ lines, faulty, ref }: GutterProps) {
  return (
    <ol ref={ref} className={styles.gutter} aria-hidden="true">
      {lines.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is
        <li key={at} data-fault={faulty.includes(at + 1) || undefined}>
          {at + 1}
        </li>
      ))}
    </ol>
  )
}
