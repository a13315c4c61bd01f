import {
  BookOpen,
  Building2,
  Clock,
  GraduationCap,
  Handshake,
  type LucideIcon,
  ScrollText,
  UserRound,
  Wrench,
} from 'lucide-react'
import { useMomentName } from '@/lib/directory'
import { isKey, type Key, languages, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import type { Kind } from './queries'
import type { Facet } from './shelf'

/** The kinds of condition and their pictures. There is no "human error". */
export const kinds: Record<Kind, LucideIcon> = {
  information: BookOpen,
  tools: Wrench,
  rules: ScrollText,
  workload: Clock,
  training: GraduationCap,
  hand_over: Handshake,
  customer_situation: UserRound,
  environment: Building2,
}

/** What a value of a facet is called. A team is shown as the library calls it. */
export function useFacetNames() {
  const t = useT()
  const moment = useMomentName()
  const { gate } = useProposalNames()
  const or = (key: string, value: string) => (isKey(key) ? t(key as Key) : value)
  return (facet: Facet, value: string): string => {
    if (facet === 'outcome' || facet === 'door') return or(`ui.${facet}.${value}`, value)
    if (facet === 'kind' || facet === 'maturity') return or(`lessons.${facet}.${value}`, value)
    if (facet === 'moment') return moment(value) || '…'
    if (facet === 'gate') return gate(value)
    if (facet === 'language') return languages[value as keyof typeof languages] ?? value
    return value
  }
}
