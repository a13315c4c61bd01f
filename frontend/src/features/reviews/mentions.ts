import { fold } from '@/lib/fold'

export type Participant = { id: string; name: string }

const longestFirst = (people: readonly Participant[]) => [...people].sort((a, b) => b.name.length - a.name.length)

/** A text as it is sent: "@Rosa Review" of somebody who takes part names that person. */
export const written = (text: string, people: readonly Participant[]): string =>
  longestFirst(people).reduce(
    (all, { id, name }) =>
      all.replaceAll(new RegExp(`@${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu'), `@[${name}](person:${id})`),
    text,
  )

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A text as it is typed: a mention is the name alone. */
export const typed = (text: string): string => text.replace(/@\[([^\]\n]*)\]\(person:[0-9a-fA-F-]{36}\)/g, '@$1')

const begun = /@([\p{L}\p{N}][^\n@]{0,40})?$/u

/** Who may be meant by what is being typed in front of the cursor; nobody where no mention is begun. */
export function meant(before: string, people: readonly Participant[]): Participant[] {
  const found = begun.exec(before)
  if (!found || /[\p{L}\p{N}]$/u.test(before.slice(0, found.index))) return []
  const part = fold(found[1] ?? '')
  return people.filter(({ name }) => fold(name).startsWith(part) && fold(name) !== part).slice(0, 6)
}

/** The text with the begun mention made whole, and where the cursor stands then. */
export function completed(text: string, at: number, { name }: Participant): [string, number] {
  const before = text.slice(0, at).replace(begun, `@${name} `)
  return [before + text.slice(at).replace(/^ /, ''), before.length]
}
