import { useLanguage } from './i18n'

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** A day ("2026-11-22") or month ("2026-11") of the organisation, free of time zones. */
const dayOf = (text: string) => {
  const [year = 0, month = 1, day = 1] = text.slice(0, 10).split('-').map(Number)
  return new Date(year, month - 1, day)
}

/** A day or a time as it is told: its month alone ("2026-11") where no days are shown. */
export const asTold = (at: string, { months_only }: { months_only?: boolean }) => (months_only ? at.slice(0, 7) : at)

/** Today as "2026-11-22", as this device's clock has it. */
export function today(now = new Date()): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** The day so many days later; negative for earlier. */
export function addDays(day: string, days: number): string {
  const date = dayOf(day)
  date.setDate(date.getDate() + days)
  return today(date)
}

/**
 * A number as people write it; null when it is none. `point` is the decimal sign of their language. The other sign
 * counts as decimal too, unless it stands where thousands are grouped: in English 12,5 is twelve and a half, 1,200 is not.
 */
export function parseNumber(text: string, point: '.' | ','): number | null {
  const other = point === '.' ? ',' : '.'
  const compact = text.replace(/[\s\u00a0\u202f]/g, '')
  const grouped = new RegExp(`^-?\\d{1,3}(\\${other}\\d{3})+(\\${point}\\d*)?$`).test(compact)
  const plain = compact.replaceAll(other, grouped ? '' : '.').replace(point, '.')
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}

/** What is made when it is first needed: the formats of a language take longer than a small page. */
function once<T>(make: () => T) {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** How a language and region writes numbers, money, days and times. */
export function formats(locale: string) {
  const number = once(() => new Intl.NumberFormat(locale))
  const day = once(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }))
  const shortDay = once(() => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }))
  const months = once(() => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }))
  const moment = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }))
  const typed = once(() => new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 10 }))
  const point = once(() => (typed().format(0.5).includes(',') ? ',' : '.'))
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  const month = (text: string) => months().format(dayOf(text))
  const isMonth = (text: string) => text.length === 'yyyy-mm'.length
  return {
    /** For a box that a person types in: no thousands grouped. */
    typed: (value: number) => typed().format(value),
    parse: (text: string) => parseNumber(text, point()),
    number: (value: number) => number().format(value),
    /** Without cents where there are none. */
    money: (value: number, currency: string) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(
        value,
      ),
    /** 22 Nov 2026, of "2026-11-22"; November 2026 where the month alone is told. */
    day: (text: string) => (isMonth(text) ? month(text) : day().format(dayOf(text))),
    /** Sun, 22 Nov, of "2026-11-22". */
    shortDay: (text: string) => shortDay().format(dayOf(text)),
    /** November 2026, of "2026-11". */
    month,
    /** 22 Nov 2026, 14:05, of a time in UTC; November 2026 where the month alone is told. */
    moment: (text: string) => (isMonth(text) ? month(text) : moment().format(new Date(text))),
    /** "3 hours ago", "in 2 days". */
    ago(text: string, now: number) {
      const seconds = (Date.parse(text) - now) / 1000
      const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
      return relative().format(unit === 'second' ? 0 : Math.trunc(seconds / size), unit)
    },
    /** "3 hours", "2 days": a time that has been waited. */
    length(seconds: number) {
      const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['minute', 60]
      const style = { style: 'unit', unit, unitDisplay: 'long' } as const
      return new Intl.NumberFormat(locale, style).format(Math.max(1, Math.trunc(seconds / size)))
    },
    list: (items: string[]) => list().format(items),
  }
}

export type Formats = ReturnType<typeof formats>

const known = new Map<string, Formats>()

/** Those of the reader's language, the same for all that ask. */
export function useFormats(): Formats {
  const { locale } = useLanguage()
  const its = known.get(locale) ?? formats(locale)
  known.set(locale, its)
  return its
}
