import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FlaskConical, Library, type LucideIcon, Plus, Search, Stamp } from 'lucide-react'
import { api } from '@/lib/api/client'
import { fold } from '@/lib/fold'
import { useT } from '@/lib/i18n'
import { useSettled } from '@/lib/settled'
import { navigation } from './pages'

/** Something the palette leads to. */
export type Found = { href: string; label: string; icon: LucideIcon; detail?: string; lang?: string }

const few = (q: string) => ({ params: { query: { q, limit: 4 } } })

/** What fits what is typed: pages by their name at once, experiments and lessons as soon as the server has answered. */
export function useFound(typed: string): Found[] {
  const pages = usePages(typed)
  const searches = useSearches(typed)
  const settled = useSettled(typed)
  const asked = { enabled: settled.length > 1, placeholderData: keepPreviousData }
  const experiments = useQuery(api.queryOptions('get', '/api/v1/experiments', few(settled), asked)).data?.items ?? []
  const lessons = useQuery(api.queryOptions('get', '/api/v1/lessons', few(settled), asked)).data?.items ?? []
  if (typed.length < 2) return [...pages, ...searches]
  return [
    ...pages,
    ...experiments.map(({ key, title, language }) => ({
      href: `/experiments/${key}`,
      label: title,
      icon: FlaskConical,
      detail: key,
      lang: language,
    })),
    ...lessons.map(({ id, headline, experiment, language }) => ({
      href: `/lessons/${id}`,
      label: headline ?? experiment.title,
      icon: Library,
      lang: language,
    })),
    ...searches,
  ]
}

function usePages(typed: string): Found[] {
  const t = useT()
  const all = [
    { href: '/propose', label: t('shell.propose'), icon: Plus },
    { href: '/templates', label: t('shell.templates'), icon: Stamp },
    ...navigation.map(({ path, label, icon }) => ({ href: path, label: t(label), icon })),
  ]
  return all.filter(({ label }) => fold(label).includes(fold(typed)))
}

function useSearches(text: string): Found[] {
  const t = useT()
  if (text === '') return []
  const query = encodeURIComponent(text)
  return [
    { href: `/experiments?q=${query}`, label: t('shell.searchExperiments', { text }), icon: Search },
    { href: `/lessons?q=${query}`, label: t('shell.searchLessons', { text }), icon: Search },
  ]
}
