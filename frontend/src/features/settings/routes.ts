import { isKey, type Translate } from '@/lib/i18n'

/** What a route looks at, in plain words. */
export function looksAt(t: Translate, route: string): string {
  const key = `settings.looksAt.${route}`
  return isKey(key) ? t(key) : ''
}
