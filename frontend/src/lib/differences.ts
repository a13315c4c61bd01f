/** A piece of a text; `own` where the other text does not have it. */
export type Piece = { text: string; own: boolean }

/** Beyond this many words on a side, texts are shown whole: comparing takes their product. */
const limit = 800

/** Which words of two texts differ, for each of the two: the longest common sequence of words is shared. */
export function compareWords(before: string, after: string): [Piece[], Piece[]] {
  const a = words(before)
  const b = words(after)
  if (a.length > limit || b.length > limit) return [whole(before), whole(after)]
  const [keptA, keptB] = common(a, b)
  if (sharedOf(a, keptA) < 0.4 && sharedOf(b, keptB) < 0.4) return [whole(before), whole(after)]
  return [pieces(a, keptA), pieces(b, keptB)]
}

/** The share of a text's words that the other has too; where it is small, single marks would only confuse. */
function sharedOf(list: string[], kept: Set<number>): number {
  const spoken = list.flatMap((text, at) => (text.trim() ? [kept.has(at)] : []))
  return spoken.length === 0 ? 1 : spoken.filter(Boolean).length / spoken.length
}

const words = (text: string) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
const whole = (text: string): Piece[] => (text ? [{ text, own: true }] : [])

/** The places of a longest common sequence in both lists. */
function common(a: string[], b: string[]): [Set<number>, Set<number>] {
  const width = b.length + 1
  const length = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => length[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const kept: [Set<number>, Set<number>] = [new Set(), new Set()]
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      kept[0].add(i++)
      kept[1].add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return kept
}

/** Joins neighbours; a space between two differing words differs with them. */
function pieces(list: string[], kept: Set<number>): Piece[] {
  const isOwn = (at: number): boolean =>
    !kept.has(at) || (!list[at]?.trim() && at > 0 && at < list.length - 1 && !kept.has(at - 1) && !kept.has(at + 1))
  const joined: Piece[] = []
  list.forEach((text, at) => {
    const last = joined.at(-1)
    const own = isOwn(at)
    if (last?.own === own) last.text += text
    else joined.push({ text, own })
  })
  return joined
}

export type Row = { field: string; from: unknown; to: unknown; answer: boolean }
export type Difference = { field: string; from?: unknown; to?: unknown }

/** One row for each field that differs, and for each answer on its own. */
export const rowsOf = (changes: readonly Difference[]): Row[] =>
  changes.flatMap(({ field, from, to }) =>
    field === 'answers' ? answerRows(from, to) : [{ field, from, to, answer: false }],
  )

function answerRows(from: unknown, to: unknown): Row[] {
  const before = (from ?? {}) as Record<string, unknown>
  const after = (to ?? {}) as Record<string, unknown>
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ field: key, from: before[key], to: after[key], answer: true }))
}
