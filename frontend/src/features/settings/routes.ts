import { isKey, type Translate } from '@/lib/i18n'
import type { Person } from './queries'

/** What a route looks at, in plain words. */
export function looksAt(t: Translate, route: string): string {
  const key = `settings.looksAt.${route}`
  return isKey(key) ? t(key) : ''
}

/** Whether a route may have a person. */
export const canReview = ({ active, roles }: Person) => active && roles.includes('reviewer')
