import { BookOpen, FlaskConical, House, Inbox, type LucideIcon, Settings, TrafficCone } from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import { Waiting } from '@/features/reviews/Waiting'
import { type Key, needTexts, type Texts } from '@/lib/i18n'

type Module = { default: ComponentType }
type Loader = () => Promise<Module>

/** A page and its texts, fetched when it is first shown or when `fetch` is called before. */
function page(load: Loader, ...texts: Texts[]) {
  const fetch = async () => {
    const [module] = await Promise.all([load(), needTexts(...texts)])
    return module
  }
  return Object.assign(lazy(fetch), { fetch })
}

/** Where a page stands in the navigation; `bar`: on phones in the bar, else under "More". Its letter follows G. */
type Entry = {
  label: Key
  icon: LucideIcon
  letter: string
  bar?: boolean
  /** How many wait for the person, shown beside it. */
  Waiting?: ComponentType
}
type Page = { path: string; page: ReturnType<typeof page>; entry?: Entry }

/** Every page behind the sign-in, the most special path first. */
export const pages: Page[] = [
  {
    path: '/',
    page: page(() => import('@/features/home/HomePage'), 'home'),
    entry: { label: 'shell.home', icon: House, letter: 'h', bar: true },
  },
  {
    path: '/propose',
    page: page(() => import('@/features/propose/ProposePage'), 'propose', 'proposal', 'conflict', 'obstacles'),
  },
  {
    path: '/experiments/:id/edit',
    page: page(() => import('@/features/propose/EditPage'), 'propose', 'proposal', 'conflict', 'obstacles'),
  },
  {
    path: '/experiments/:id/conclude',
    page: page(
      () => import('@/features/experiments/ConcludePage'),
      'experiments',
      'conclusions',
      'proposal',
      'checkins',
      'blame',
    ),
  },
  {
    path: '/experiments/:id/recovery',
    page: page(() => import('@/features/experiments/RecoveryPage'), 'experiments', 'conclusions'),
  },
  {
    path: '/experiments/:id/pilot',
    page: page(() => import('@/features/experiments/PilotPage'), 'experiments', 'proposal', 'doors'),
  },
  {
    path: '/experiments/:id/extend',
    page: page(() => import('@/features/experiments/ExtendPage'), 'experiments', 'proposal', 'doors'),
  },
  {
    path: '/experiments/:id/check-in',
    page: page(
      // With what shows and sends what waits: without a connection it could not be fetched.
      async () => {
        const [module] = await Promise.all([
          import('@/features/experiments/CheckInPage'),
          import('@/ui/Unsent'),
          import('./Sender'),
          import('@/features/session/Leaving'),
        ])
        return module
      },
      'experiments',
      'proposal',
      'checkins',
      'unsent',
      'refusals',
    ),
  },
  {
    path: '/experiments/:id',
    page: page(
      () => import('@/features/experiments/ExperimentPage'),
      'experiments',
      'conclusions',
      'proposal',
      'doors',
      'checkins',
      'turns',
      'obstacles',
    ),
  },
  {
    path: '/experiments',
    page: page(() => import('@/features/experiments/ExperimentsPage'), 'experiments', 'proposal', 'search'),
    entry: { label: 'shell.experiments', icon: FlaskConical, letter: 'e' },
  },
  { path: '/templates/:id', page: page(() => import('@/features/templates/TemplatePage'), 'templates', 'proposal') },
  { path: '/templates', page: page(() => import('@/features/templates/TemplatesPage'), 'templates', 'proposal') },
  {
    path: '/reviews/:id?',
    page: page(
      () => import('@/features/reviews/ReviewsPage'),
      'reviews',
      'proposal',
      'doors',
      'offers',
      'discussion',
      'turns',
      'conflict',
    ),
    entry: { label: 'shell.reviews', icon: Inbox, letter: 'r', bar: true, Waiting },
  },
  { path: '/thanks', page: page(() => import('@/features/thanks/ThanksPage'), 'thanks') },
  { path: '/notifications', page: page(() => import('@/features/notifications/NotificationsPage'), 'notifications') },
  {
    path: '/lessons',
    page: page(() => import('@/features/lessons/LibraryPage'), 'lessons', 'proposal', 'search'),
    entry: { label: 'shell.lessons', icon: BookOpen, letter: 'l', bar: true },
  },
  { path: '/lessons/:id/editions/:n', page: page(() => import('@/features/lessons/EditionPage'), 'lessons') },
  { path: '/lessons/:id', page: page(() => import('@/features/lessons/LessonPage'), 'lessons') },
  {
    path: '/experiments/:id/lesson',
    page: page(() => import('@/features/lessons/EditorPage'), 'lessons', 'proposal', 'conflict', 'blame'),
  },
  { path: '/follow-ups', page: page(() => import('@/features/followups/FollowUpsPage'), 'followups', 'conflict') },
  { path: '/obstacles/new', page: page(() => import('@/features/obstacles/PostPage'), 'obstacles', 'blame') },
  { path: '/obstacles/:id', page: page(() => import('@/features/obstacles/ObstaclePage'), 'obstacles') },
  {
    path: '/obstacles',
    page: page(() => import('@/features/obstacles/ObstaclesPage'), 'obstacles', 'search'),
    entry: { label: 'shell.obstacles', icon: TrafficCone, letter: 'o' },
  },
  {
    path: '/settings',
    page: page(() => import('@/features/settings/MePage'), 'settings', 'away', 'post'),
    entry: { label: 'shell.settings', icon: Settings, letter: 's' },
  },
  { path: '/settings/people', page: page(() => import('@/features/settings/PeoplePage'), 'settings') },
  { path: '/settings/people/new', page: page(() => import('@/features/settings/NewPersonPage'), 'settings') },
  { path: '/settings/people/:id', page: page(() => import('@/features/settings/PersonPage'), 'settings', 'conflict') },
  { path: '/settings/teams', page: page(() => import('@/features/settings/TeamsPage'), 'settings') },
  { path: '/settings/teams/new', page: page(() => import('@/features/settings/NewTeamPage'), 'settings', 'team') },
  {
    path: '/settings/teams/:id',
    page: page(() => import('@/features/settings/TeamPage'), 'settings', 'team', 'conflict', 'thanks'),
  },
  { path: '/settings/routes', page: page(() => import('@/features/settings/RoutesPage'), 'settings', 'proposal') },
  {
    path: '/settings/routes/:id',
    page: page(() => import('@/features/settings/RoutePage'), 'settings', 'proposal', 'conflict'),
  },
  { path: '/settings/moments', page: page(() => import('@/features/settings/MomentsPage'), 'settings') },
  { path: '/settings/moments/new', page: page(() => import('@/features/settings/NewMomentPage'), 'settings') },
  { path: '/settings/moments/:id', page: page(() => import('@/features/settings/MomentPage'), 'settings', 'conflict') },
  {
    path: '/settings/organisation',
    page: page(() => import('@/features/settings/OrganisationPage'), 'settings', 'conflict'),
  },
  {
    path: '/settings/audit',
    page: page(() => import('@/features/settings/audit/AuditPage'), 'settings', 'audit', 'experiments', 'proposal'),
  },
  {
    path: '/settings/policy/change',
    page: page(() => import('@/features/settings/policy/ChangePage'), 'settings', 'policy', 'proposal', 'conflict'),
  },
  {
    path: '/settings/policy/try',
    page: page(() => import('@/features/settings/policy/TryPage'), 'settings', 'policy', 'proposal'),
  },
  {
    path: '/settings/policy/history/:id',
    page: page(() => import('@/features/settings/policy/VersionPage'), 'settings', 'policy', 'proposal'),
  },
  {
    path: '/settings/policy/history',
    page: page(() => import('@/features/settings/policy/HistoryPage'), 'settings', 'policy', 'proposal'),
  },
  {
    path: '/settings/policy/calibration',
    page: page(() => import('@/features/settings/policy/CalibrationPage'), 'settings', 'policy', 'proposal'),
  },
  {
    path: '/settings/policy',
    page: page(() => import('@/features/settings/policy/PolicyPage'), 'settings', 'policy', 'proposal'),
  },
]

/** Pages for which nobody need be signed in. */
export const publicPages: Page[] = [
  { path: '/setup', page: page(() => import('@/features/setup/SetupPage'), 'setup') },
  { path: '/unsubscribe', page: page(() => import('@/features/session/UnsubscribePage'), 'post') },
  { path: '/invitation/:code', page: page(() => import('@/features/session/InvitationPage'), 'session') },
]

export const SignInPage = page(() => import('@/features/session/SignInPage'), 'session')
export const SignInAgain = page(() => import('@/features/session/SignInAgain'), 'session')
export const Leaving = page(() => import('@/features/session/Leaving'), 'unsent', 'refusals')
export const Sender = page(() => import('./Sender'), 'unsent', 'refusals')

export type NavigationItem = Entry & { path: string }

/** Where the navigation leads: a page's path without what may follow it. */
const entrance = (path: string) => path.replace(/\/:\w+\?$/, '')

export const navigation: NavigationItem[] = pages.flatMap(({ path, entry }) =>
  entry ? [{ path: entrance(path), ...entry }] : [],
)

const fits = (path: string, place: string) =>
  new RegExp(`^${path.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`).test(place)

/** Fetches the page of an address while it is still being asked who is signed in. Failing is shown when it is needed. */
export function fetchPage(place: string) {
  pages
    .find(({ path }) => fits(path, place))
    ?.page.fetch()
    .catch(() => {})
}
