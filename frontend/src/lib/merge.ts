export function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === ''
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

/** The server trims texts, so spaces around them are no difference. */
const plain = (value: unknown) => (typeof value === 'string' ? value.trim() : isEmpty(value) ? '' : value)
export const isSame = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b))

export function changedFields<V extends object>(before: V, after: V): (keyof V & string)[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof V & string>
  return [...fields].filter((field) => !isSame(before[field], after[field]))
}

export type Merged<V> = { values: V; conflicts: (keyof V & string)[] }

/** Both sides changed since `base`: what each changed alone is taken; where both did, `mine` stays and the field is named. */
export function merge<V extends object>(base: V, mine: V, theirs: V): Merged<V> {
  const changedByMe = changedFields(base, mine)
  const values = { ...theirs, ...pick(mine, changedByMe) }
  const conflicts = changedByMe.filter(
    (field) => !isSame(base[field], theirs[field]) && !isSame(mine[field], theirs[field]),
  )
  return { values, conflicts }
}

export const pick = <V extends object>(values: V, fields: readonly (keyof V)[]) =>
  Object.fromEntries(fields.map((field) => [field, values[field]])) as Partial<V>
