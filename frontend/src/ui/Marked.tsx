import { markWords } from '@/lib/marks'

/** A text in which the words that were found stand out. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text
  return markWords(text, words).map((piece, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move, and equal ones are alike
    return piece.found ? <mark key={at}>{piece.text}</mark> : piece.text
  })
}
