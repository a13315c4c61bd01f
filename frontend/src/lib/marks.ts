import { fold } from './fold'

export type Piece = { text: string; found: boolean }

const word = /[\p{L}\p{N}\p{M}]+/gu

/**
 * The text in pieces, so that the words that were found stand out. They come folded from the server, which knows what
 * stands for what was looked for: other forms, what was mended, and words that mean the same.
 */
export function markWords(text: string, words: readonly string[]): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(word)) {
    if (!words.includes(fold(found))) continue
    if (index > end) pieces.push({ text: text.slice(end, index), found: false })
    pieces.push({ text: found, found: true })
    end = index + found.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), found: false })
  return pieces
}
