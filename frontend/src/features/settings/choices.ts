import type { Option } from '@/ui/Field'

/** The present one is offered even where the browser does not know it. */
const withPresent = (known: string[], present: string) => [...new Set([...known, present])].sort()

/** Every currency by its code and its name: "EUR, euro". */
export function currencies(locale: string, present: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return withPresent(Intl.supportedValuesOf('currency'), present).map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }))
}

/** Every time zone by its place: "Europe/Madrid". */
export function timeZones(present: string): Option[] {
  return withPresent(['UTC', ...Intl.supportedValuesOf('timeZone')], present).map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }))
}
