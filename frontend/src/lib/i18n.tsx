import { type Messages, setupI18n } from '@lingui/core'
import { I18nProvider, Trans, useLingui } from '@lingui/react'
import { type ComponentProps, type ComponentType, lazy, type ReactNode, useCallback } from 'react'
import type audit from '@/locales/en/audit.json'
import type away from '@/locales/en/away.json'
import type begin from '@/locales/en/begin.json'
import type blame from '@/locales/en/blame.json'
import type checkins from '@/locales/en/checkins.json'
import type conclusions from '@/locales/en/conclusions.json'
import type conflict from '@/locales/en/conflict.json'
import type core from '@/locales/en/core.json'
import type discussion from '@/locales/en/discussion.json'
import type doors from '@/locales/en/doors.json'
import type experiments from '@/locales/en/experiments.json'
import type followups from '@/locales/en/followups.json'
import type home from '@/locales/en/home.json'
import type lessons from '@/locales/en/lessons.json'
import type live from '@/locales/en/live.json'
import type notifications from '@/locales/en/notifications.json'
import type obstacles from '@/locales/en/obstacles.json'
import type offers from '@/locales/en/offers.json'
import type policy from '@/locales/en/policy.json'
import type post from '@/locales/en/post.json'
import type proposal from '@/locales/en/proposal.json'
import type propose from '@/locales/en/propose.json'
import type refusals from '@/locales/en/refusals.json'
import type reviews from '@/locales/en/reviews.json'
import type search from '@/locales/en/search.json'
import type session from '@/locales/en/session.json'
import type settings from '@/locales/en/settings.json'
import type setup from '@/locales/en/setup.json'
import type signals from '@/locales/en/signals.json'
import type support from '@/locales/en/support.json'
import type team from '@/locales/en/team.json'
import type templates from '@/locales/en/templates.json'
import type thanks from '@/locales/en/thanks.json'
import type turns from '@/locales/en/turns.json'
import type unsent from '@/locales/en/unsent.json'
import { write } from './stored'

export const languages = { en: 'English', es: 'Español', pl: 'Polski' } as const
export type Language = keyof typeof languages

/** The files of texts, one for each feature; src/locales/<language>/<name>.json. A new file is named here. */
type Files = {
  audit: typeof audit
  away: typeof away
  begin: typeof begin
  blame: typeof blame
  checkins: typeof checkins
  conclusions: typeof conclusions
  conflict: typeof conflict
  core: typeof core
  discussion: typeof discussion
  doors: typeof doors
  experiments: typeof experiments
  followups: typeof followups
  home: typeof home
  lessons: typeof lessons
  live: typeof live
  notifications: typeof notifications
  obstacles: typeof obstacles
  offers: typeof offers
  policy: typeof policy
  post: typeof post
  proposal: typeof proposal
  propose: typeof propose
  refusals: typeof refusals
  reviews: typeof reviews
  search: typeof search
  session: typeof session
  settings: typeof settings
  setup: typeof setup
  signals: typeof signals
  support: typeof support
  team: typeof team
  templates: typeof templates
  thanks: typeof thanks
  turns: typeof turns
  unsent: typeof unsent
}
export type Texts = keyof Files
export type Key = { [Name in Texts]: keyof Files[Name] }[Texts]
export type Values = Record<string, string | number>

const files = import.meta.glob<Messages>('../locales/*/*.json', { import: 'default' })
const i18n = setupI18n()
const needed = new Map<Texts, Promise<void>>()
let turning: Promise<void> = Promise.resolve()

async function load(language: Language, names: Iterable<Texts>) {
  const loaded = await Promise.all([...names].map((name) => files[`../locales/${language}/${name}.json`]?.()))
  i18n.load(language, Object.assign({}, ...loaded))
}

/** Fetches the texts that a page shows, in the present language; later changes of language fetch them too. */
export async function needTexts(...names: Texts[]) {
  await turning
  await Promise.all(names.map((name) => needed.get(name) ?? need(name)))
}

/** A part of a page, fetched with its texts when it is first shown. */
export const part = <P,>(load: () => Promise<{ default: ComponentType<P> }>, ...texts: Texts[]) =>
  lazy(() => Promise.all([load(), needTexts(...texts)]).then(([module]) => module))

function need(name: Texts): Promise<void> {
  const arrival = load(currentLanguage(), [name])
  needed.set(name, arrival)
  arrival.catch(() => needed.delete(name))
  return arrival
}

/** Shows everything in a language, without a reload, once all its texts have arrived. */
export function setLanguage(language: Language): Promise<void> {
  turning = load(language, ['core', ...needed.keys()]).then(() => {
    document.documentElement.lang = language
    i18n.activate(language, localeOf(language))
  })
  return turning
}

/** Like `setLanguage`, and remembers it in this browser. */
export async function chooseLanguage(language: Language) {
  write('language', language)
  await setLanguage(language)
}

/** The language that public/theme.js or the person chose. */
export function currentLanguage(): Language {
  const { lang } = document.documentElement
  return lang in languages ? (lang as Language) : 'en'
}

const regions: Record<Language, string> = { en: 'en-GB', es: 'es-ES', pl: 'pl-PL' }

/** The way to write dates and numbers: the browser's own region where it speaks the language. */
function localeOf(language: Language): string {
  return navigator.languages.find((name) => name.toLowerCase().startsWith(`${language}-`)) ?? regions[language]
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>
}

export type Translate = (key: Key, values?: Values) => string

/** `t('shell.home')`, in the present language. */
export function useT(): Translate {
  const { i18n } = useLingui()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language is what changes the answers
  return useCallback((key, values) => i18n._(key, values), [i18n, i18n.locale])
}

/** Whether there is a text for a key that came from outside, such as the type of a problem. */
export function isKey(key: string): key is Key {
  return key in i18n.messages
}

export function useLanguage(): { language: Language; locale: string } {
  const { i18n } = useLingui()
  return { language: i18n.locale as Language, locale: String(i18n.locales) }
}

/** A text with elements inside: `<Text id="shell.terms" parts={[<Link …/>]} />` for "Read <0>the terms</0>". */
export function Text({
  id,
  values,
  parts,
}: {
  id: Key
  values?: Values
  parts: ComponentProps<typeof Trans>['components']
}) {
  return <Trans id={id} values={values} components={parts} />
}
