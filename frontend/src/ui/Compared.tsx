import { compareWords, type Piece } from '@/lib/differences'
import styles from './Differences.module.css'

/** One of two texts, and what it is called. */
type Side = { called: string; text: string }

type ComparedProps = { label: string; before: Side; now: Side; lang?: string }

/** A text as it was and as it is, with the words marked that differ: to stand in a `dl`. */
export function Compared({ label, before, now, lang }: ComparedProps) {
  const [old, present] = compareWords(before.text, now.text)
  return (
    <div>
      <dt>{label}</dt>
      <dd className={styles.before}>
        <span className={styles.when}>{before.called}</span> <Pieces pieces={old} as="del" lang={lang} />
      </dd>
      <dd>
        <span className={styles.when}>{now.called}</span> <Pieces pieces={present} as="ins" lang={lang} />
      </dd>
    </div>
  )
}

type PiecesProps = { pieces: Piece[]; as: 'del' | 'ins'; lang?: string }

function Pieces({ pieces, as: Tag, lang }: PiecesProps) {
  if (pieces.length === 0) return <span>–</span>
  return (
    <span className={styles.text} lang={lang}>
      {pieces.map(({ text, own }, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move, and equal ones are alike
        return own ? <Tag key={at}>{text}</Tag> : <span key={at}>{text}</span>
      })}
    </span>
  )
}
