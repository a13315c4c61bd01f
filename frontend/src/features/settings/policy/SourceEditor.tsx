import { type Ref, useImperativeHandle, useRef } from 'react'
import { useT } from '@/lib/i18n'
import type { PolicyDraft } from './draft'
import styles from './Policy.module.css'

export type Source = { goTo: (line: number, column: number) => void }

/** The document as it is written, with its lines numbered and those with a fault marked. */
export function SourceEditor({ draft, ref }: { draft: PolicyDraft; ref: Ref<Source> }) {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLOListElement>(null)
  const lines = draft.source.split('\n')
  const faulty = new Set(draft.faults.map(({ line }) => line))
  const follow = () => {
    if (gutter.current && box.current) gutter.current.scrollTop = box.current.scrollTop
  }
  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const area = box.current
      if (!area) return
      const at = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1
      area.focus()
      area.setSelectionRange(at, at)
      area.scrollTop = ((line - 4) * area.scrollHeight) / lines.length
      follow()
    },
  }))
  return (
    <div className={styles.editor}>
      <ol ref={gutter} className={styles.gutter} aria-hidden="true">
        {lines.map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is
          <li key={at} data-fault={faulty.has(at + 1) || undefined}>
            {at + 1}
          </li>
        ))}
      </ol>
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
