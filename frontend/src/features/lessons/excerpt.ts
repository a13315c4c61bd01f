import { markWords } from '@/lib/marks'
import type { Lesson } from './queries'

type Told = Pick<Lesson, 'headline' | 'expected' | 'happened' | 'conditions'> & Partial<Lesson>

/** What a card shows of a lesson. */
export const shownOf = ({ headline = '', expected, happened }: Told) => [
  headline,
  expected.split('\n')[0] ?? '',
  happened,
]

/** The first sentence in which a word was found, where the card shows none that holds one. */
export function excerptOf(lesson: Told, words: readonly string[]): string | undefined {
  const isFound = (text: string) => markWords(text, words).some(({ found }) => found)
  if (words.length === 0 || shownOf(lesson).some(isFound)) return undefined
  return restOf(lesson).flatMap(sentences).find(isFound)
}

const restOf = (lesson: Told) => [
  lesson.surprise ?? '',
  ...lesson.conditions.map(({ text }) => text),
  lesson.expected,
  lesson.change ?? '',
  lesson.customer_job ?? '',
  lesson.seemed_sensible ?? '',
  lesson.went_well ?? '',
  lesson.noticed ?? '',
  lesson.applies ?? '',
  lesson.what_next ?? '',
  (lesson.tags ?? []).join(' · '),
]

const sentences = (text: string) => text.split(/(?<=[.!?…]["”»]?)\s+|\n/)
