/** The address of a list under a filter: what is not set is left out, what is only true says so. */
export function addressUnder(path: string, filter: Record<string, string | boolean | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value === true ? 'yes' : value)
  return search.size > 0 ? `${path}?${search}` : path
}
