import { markWords } from './marks'

/** A text in which the words that were looked for stand out. */
export function Marked({ text, query }: { text: string; query: string | undefined }) {
  if (!query) return text
  return markWords(text, query).map((piece, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move, and equal ones are alike
    return piece.found ? <mark key={at}>{piece.text}</mark> : piece.text
  })
}
