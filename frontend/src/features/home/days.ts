import { today } from '@/lib/format'

/** How many days lie between two days such as "2026-11-22"; negative when the second is the earlier one. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

type Dates = { started_at?: string; ends_on?: string }

/**
 * Which day of an experiment a day is: its first and last day count, so one that ends on the day it began has one day.
 * `left` is negative past the last day; null where no last day is known.
 */
export function courseOf({ started_at, ends_on }: Dates, day: string) {
  const first = started_at ? today(new Date(started_at)) : day
  const at = daysBetween(first, day) + 1
  if (!ends_on) return { first, at, of: null, left: null }
  return { first, at, of: Math.max(1, daysBetween(first, ends_on) + 1), left: daysBetween(day, ends_on) }
}
