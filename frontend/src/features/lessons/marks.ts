import { fold } from '@/lib/fold'

export type Piece = { text: string; found: boolean }

const word = /[\p{L}\p{N}\p{M}]+/gu

/**
 * Whether a word of a text is what was looked for: begun alike, or another form of it. Endings of English, Spanish and
 * Polish are one to three letters long. The server finds more than this, such as words with a slip of the pen.
 */
function fits(found: string, wanted: string): boolean {
  if (wanted.length < 3) return found === wanted
  if (found.startsWith(wanted)) return true
  const stem = wanted.slice(0, Math.max(4, wanted.length - (wanted.length > 7 ? 2 : 1)))
  return wanted.length > 4 && found.startsWith(stem) && found.length <= wanted.length + 3
}

/** The text in pieces, so that the words of a query can be marked; accents and capitals do not count. */
export function markWords(text: string, query: string): Piece[] {
  const wanted = fold(query).match(word) ?? []
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(word)) {
    if (!wanted.some((one) => fits(fold(found), one))) continue
    if (index > end) pieces.push({ text: text.slice(end, index), found: false })
    pieces.push({ text: found, found: true })
    end = index + found.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), found: false })
  return pieces
}
