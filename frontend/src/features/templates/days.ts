/** The last of twelve months that begin on the day of `from`: "2027-11-21" for 22 November 2026. */
export function inTwelveMonths(from: Date): string {
  const last = new Date(Date.UTC(from.getFullYear() + 1, from.getMonth(), from.getDate() - 1))
  return last.toISOString().slice(0, 10)
}
