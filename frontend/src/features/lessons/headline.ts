import type { Language } from '@/lib/i18n'

export type Parts = { when: string; outcome: string; because: string }

/** The words that hold a headline together, in the language the team writes in. */
export const joints: Record<Language, [string, string, string]> = {
  en: ['When', 'then', 'because'],
  es: ['Cuando', 'entonces', 'porque'],
  pl: ['Gdy', 'to', 'bo'],
}

/** "When …, then …, because …", as far as it is written; empty while nothing is. */
export function compose(language: Language, { when, outcome, because }: Parts): string {
  if (![when, outcome, because].some((part) => part.trim())) return ''
  const [first, second, third] = joints[language]
  return `${first} ${when.trim()}, ${second} ${outcome.trim()}, ${third} ${because.trim()}`
}

/** Takes a headline apart again; null when it is written in another way. */
export function takeApart(headline: string): Parts | null {
  if (!headline.trim()) return { when: '', outcome: '', because: '' }
  for (const [first, second, third] of Object.values(joints)) {
    const found = new RegExp(`^${first} (.*?), ${second} (.*?), ${third} ?(.*)$`, 's').exec(headline)
    if (found) return { when: found[1] ?? '', outcome: found[2] ?? '', because: found[3] ?? '' }
  }
  return null
}

/** Whether all three parts of a headline are written, or it is written in another way. */
export function isWhole(headline: string): boolean {
  const parts = takeApart(headline)
  return parts === null || Object.values(parts).every((part) => part.trim())
}
