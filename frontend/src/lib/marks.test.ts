import { describe, expect, it } from 'vitest'
import { markWords } from './marks'

const marked = (text: string, words: string[]) =>
  markWords(text, words)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('')

describe('markWords', () => {
  it.each([
    ['Small refunds cost less', ['refunds', 'less'], 'Small [refunds] cost [less]'],
    ['Half of them refused', ['refund'], 'Half of them refused'],
    ['Żółta łódka', ['zolta', 'lodka'], '[Żółta] [łódka]'],
    ['Los ancianos, ¿avisados?', ['ancianos'], 'Los [ancianos], ¿avisados?'],
    ['😀 e\u0301te\u0301 20 €', ['ete', '20'], '😀 [e\u0301te\u0301] [20] €'],
    ['Nothing here', [], 'Nothing here'],
    ['', ['refund'], ''],
  ])('%s for %s', (text, words, want) => {
    expect(marked(text, words)).toBe(want)
  })
})
