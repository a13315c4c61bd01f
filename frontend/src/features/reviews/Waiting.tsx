import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { mineQuery } from '@/lib/turn'
import { Count } from '@/ui/Count'

/** How many reviews wait for the person, beside the entry of the navigation. */
export function Waiting() {
  const t = useT()
  const { data } = useQuery(mineQuery())
  const n = data?.items.length ?? 0
  return n > 0 ? <Count n={n} label={t('shell.waiting', { n })} /> : null
}
