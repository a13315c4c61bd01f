import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { http } from './api/client'
import type { components } from './api/schema'
import { useLanguage } from './i18n'
import { useSettled } from './settled'

export type Patch = components['schemas']['ProposalPatch']
export type Check = components['schemas']['Check']

/** What the door would be with these changes, as they are typed; of a pilot split off, or of the experiment itself. */
export function useChangeCheck(id: string, changes: Patch, pilot: boolean, wanted = true) {
  const { language } = useLanguage()
  const body = useSettled(JSON.stringify(changes), 300)
  return useQuery({
    queryKey: ['change-check', id, pilot, language, body],
    queryFn: async ({ signal }) => {
      const { data, error } = await http.POST('/api/v1/experiments/{id}/door-check', {
        params: { path: { id }, query: { pilot } },
        body: JSON.parse(body) as Patch,
        signal,
      })
      if (!data) throw error
      return data
    },
    enabled: wanted,
    placeholderData: keepPreviousData,
    retry: false,
  })
}
