import type { ReactNode } from 'react'
import { compareWords, type Piece } from '@/lib/differences'
import { isKey, useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { useLimits } from './names'
import styles from './Policy.module.css'
import type { Difference, Line, PartChange } from './queries'

/** What the next version would change, before it is saved. */
export function Changes({ difference, changed }: { difference: Difference | undefined; changed: boolean }) {
  const t = useT()
  if (!changed) return null
  return (
    <Card title={t('policy.changes')}>
      {difference ? <DifferenceList difference={difference} /> : <p>{t('policy.changesUnknown')}</p>}
    </Card>
  )
}

/** What differs between two versions: limits from–to, working hours, rules part by part. */
export function DifferenceList({ difference: { limits, calendar, rules } }: { difference: Difference }) {
  const t = useT()
  const { name, text } = useLimits()
  if (limits.length + calendar.length + rules.length === 0) return <p>{t('policy.nothingDiffers')}</p>
  return (
    <dl className={styles.changes}>
      {limits.map(({ limit, from, to }) => (
        <Changed key={limit} name={name(limit)}>
          {`${text(limit, from)}\u00a0→\u00a0`}
          <strong>{text(limit, to)}</strong>
        </Changed>
      ))}
      {calendar.map((change) => (
        <Changed key={change.part} name={`${t('policy.calendar')}: ${partName(t, change.part)}`}>
          <Words change={change} />
        </Changed>
      ))}
      {rules.map(({ rule, how, parts }) => (
        <Changed key={rule} name={t(`policy.rule.${how}`, { rule })}>
          {parts.map((change) => (
            <div key={change.part} className={styles.partChange}>
              <span className={styles.partName}>{partName(t, change.part)}</span>
              <Words change={change} />
            </div>
          ))}
        </Changed>
      ))}
    </dl>
  )
}

function Changed({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function partName(t: ReturnType<typeof useT>, part: string) {
  const key = `policy.part.${part}`
  return isKey(key) ? t(key) : part
}

function Words({ change: { from, to } }: { change: PartChange }) {
  const [before, after] = compareWords(from, to)
  return (
    <>
      {from && <Pieces pieces={before} as="del" />}
      {to && <Pieces pieces={after} as="ins" />}
    </>
  )
}

function Pieces({ pieces, as: Tag }: { pieces: Piece[]; as: 'del' | 'ins' }) {
  return (
    <p className={styles.words} data-kind={Tag}>
      {pieces.map(({ text, own }, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move, and equal ones are alike
        own ? <Tag key={at}>{text}</Tag> : <span key={at}>{text}</span>,
      )}
    </p>
  )
}

/** The same line by line, as the document has it. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  const t = useT()
  const signs = { same: ' ', removed: '−', added: '+' }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('policy.lines')}>
      <table className={styles.lines} lang="en">
        <tbody>
          {lines.map(({ how, from, to, text }) => (
            <tr key={`${from}-${to}`} data-how={how}>
              <th scope="row">{to ?? from}</th>
              <td>
                <span aria-hidden="true">{signs[how]} </span>
                {how !== 'same' && <span className="visually-hidden">{t(`policy.line.${how}`)}: </span>}
                {text}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
