import { expect, test } from 'vitest'
import { type Finding, replaced, stillStanding } from './findings'

const finding = (start: number, end: number, replace_by?: string): Finding => ({
  start,
  end,
  category: 'person',
  question: 'What made this the sensible thing to do then?',
  replace_by,
})

test('a question stands as long as its words do', () => {
  const checked = { text: 'Ana forgot it. We lost a day.', findings: [finding(0, 3, 'A colleague'), finding(4, 10)] }
  expect(stillStanding(checked, checked.text)).toHaveLength(2)
  expect(stillStanding(checked, `${checked.text} And so on.`)).toHaveLength(2)
  expect(stillStanding(checked, 'Ana lost it. We lost a day.')).toEqual([checked.findings[0]])
  expect(stillStanding(checked, '')).toEqual([])
})

test('a place asks one question', () => {
  const checked = { text: 'The agent forgot it.', findings: [finding(0, 16), finding(4, 9)] }
  expect(stillStanding(checked, checked.text)).toEqual([checked.findings[0]])
})

test('a role stands where the name stood', () => {
  expect(replaced('We saw that Ana forgot it.', finding(12, 15, 'a colleague'))).toBe(
    'We saw that a colleague forgot it.',
  )
  expect(replaced('We saw that Ana forgot it.', finding(12, 15))).toBe('We saw that Ana forgot it.')
})
