import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from './api/client'
import type { components } from './api/schema'
import { type Language, useLanguage } from './i18n'
import { useSettled } from './settled'

export type Finding = components['schemas']['BlamelessFinding']

/** Words that blame or name a person, with the text that they were found in. */
export type Checked = { text: string; findings: Finding[] }

const checkQuery = (text: string, said: Language | undefined, asked: Language) =>
  queryOptions({
    queryKey: ['language-check', asked, said, text],
    queryFn: async ({ signal }): Promise<Checked> => {
      const { data, error } = await http.POST('/api/v1/language-check', { body: { text, language: said }, signal })
      if (!data) throw error
      return { text, findings: data.findings }
    },
    enabled: text.trim() !== '',
    staleTime: 5 * 60_000,
    gcTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  })

/**
 * What of a text blames or names a person, as it is typed, or what names one alone; what one has left as it is stays so.
 */
export function useFindings(text: string, said: Language | undefined, namesOnly = false) {
  const { language } = useLanguage()
  const { data } = useQuery(checkQuery(useSettled(text, 400), said, language))
  const [left, setLeft] = useState<readonly string[]>([])
  const found = data?.findings.filter(({ replace_by: role }) => role || !namesOnly) ?? []
  const standing = data ? stillStanding({ text: data.text, findings: found }, text) : []
  return {
    findings: standing.filter((finding) => !left.includes(wordsOf(text, finding))),
    leave: (finding: Finding) => setLeft([...left, wordsOf(text, finding)]),
  }
}

export const wordsOf = (text: string, { start, end }: Finding) => text.slice(start, end)

/** The findings whose words stand where they stood, however the text went on since; one question for each place. */
export const stillStanding = ({ text, findings }: Checked, now: string) =>
  findings.filter(
    (finding, at) =>
      wordsOf(now, finding) === wordsOf(text, finding) &&
      !findings.slice(0, at).some(({ start, end }) => start < finding.end && finding.start < end),
  )

/** The text with a role in the place of a name. */
export const replaced = (text: string, { start, end, replace_by }: Finding) =>
  text.slice(0, start) + (replace_by ?? text.slice(start, end)) + text.slice(end)
