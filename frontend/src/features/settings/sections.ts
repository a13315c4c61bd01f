import {
  Building2,
  CircleUser,
  Contact,
  DoorOpen,
  type LucideIcon,
  Route,
  ScrollText,
  Sparkles,
  UsersRound,
} from 'lucide-react'
import type { Key } from '@/lib/i18n'

export type Section = { path: string; label: Key; icon: LucideIcon }

/** The settings of an administrator, in the order of the navigation; everyone else has the first alone. */
export const sections: readonly Section[] = [
  { path: '/settings', label: 'settings.me', icon: CircleUser },
  { path: '/settings/people', label: 'settings.people', icon: Contact },
  { path: '/settings/teams', label: 'settings.teams', icon: UsersRound },
  { path: '/settings/routes', label: 'settings.routes', icon: Route },
  { path: '/settings/moments', label: 'settings.moments', icon: Sparkles },
  { path: '/settings/organisation', label: 'settings.organisation', icon: Building2 },
  { path: '/settings/policy', label: 'settings.policy', icon: DoorOpen },
  { path: '/settings/audit', label: 'settings.audit', icon: ScrollText },
]

/** The section that an address belongs to. */
export const sectionOf = (place: string) => sections.findLast(({ path }) => `${place}/`.startsWith(`${path}/`))
