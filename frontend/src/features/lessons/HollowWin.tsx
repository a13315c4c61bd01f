import { CircleDashed } from 'lucide-react'
import { useT } from '@/lib/i18n'
import { Badge } from '@/ui/Badge'

/** The number moved while the goal did not. */
export function HollowWin() {
  const t = useT()
  return (
    <Badge tone="plain" icon={CircleDashed}>
      {t('lessons.hollow')}
    </Badge>
  )
}
