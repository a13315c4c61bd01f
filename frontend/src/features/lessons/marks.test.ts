import { describe, expect, it } from 'vitest'
import { markWords } from './marks'

const marked = (text: string, query: string) =>
  markWords(text, query)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('')

describe('markWords', () => {
  it.each([
    ['Small refunds cost less', 'refund', 'Small [refunds] cost less'],
    ['Half of them refused', 'refund', 'Half of them refused'],
    ['Zwrot paczki bez paragonu', 'paczka', 'Zwrot [paczki] bez paragonu'],
    ['Żółta łódka', 'zolta lodka', '[Żółta] [łódka]'],
    ['La devolución del paquete', 'devolucion', 'La [devolución] del paquete'],
    ['A card in a car', 'a', '[A] card in [a] car'],
    ['Nothing here', '', 'Nothing here'],
    ['', 'refund', ''],
    ['20 € (twenty)', '20 €', '[20] € (twenty)'],
  ])('%s for %s', (text, query, want) => {
    expect(marked(text, query)).toBe(want)
  })
})
