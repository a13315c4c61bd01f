import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/lib/format'
import { isKey, useLanguage, useT } from '@/lib/i18n'
import { organisationQuery } from '@/lib/proposal'
import type { Rule } from './queries'

const currencyLimits = ['money', 'undo_cost']

/** How limits are called and written: with their currency, as hours, as a share. */
export function useLimits() {
  const t = useT()
  const format = useFormats()
  const { locale } = useLanguage()
  const currency = useQuery(organisationQuery).data?.currency ?? 'EUR'
  const units: Record<string, string> = { share_of_base: '%', undo_hours: t('policy.hours') }
  return {
    name(limit: string) {
      const key = `settings.limit.${limit}`
      return isKey(key) ? t(key) : limit
    },
    unit: (limit: string) => (currencyLimits.includes(limit) ? currency : units[limit]),
    text(limit: string, value: number | null) {
      if (value === null) return t('policy.noLimit')
      if (currencyLimits.includes(limit)) return format.money(value, currency)
      if (limit === 'undo_hours') return t('settings.hours', { n: value })
      if (limit === 'share_of_base') return value.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 2 })
      return format.number(value)
    },
  }
}

type Limits = readonly { limit: string; value: number | null }[]

/** A rule's sentence in the reader's language, with the limits filled in; what an experiment says stays open. */
export function useSentence(limits: Limits) {
  const { language } = useLanguage()
  const names = useLimits()
  return (says: Rule['says']) =>
    (says[language] ?? says.en ?? '').replace(/\{([a-z_.]+)%?\}/g, (_, name: string) => {
      const limit = limits.find((one) => `limits.${one.limit}` === name)
      return limit ? names.text(limit.limit, limit.value) : '…'
    })
}
