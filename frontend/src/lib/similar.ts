import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { http } from './api/client'
import type { components } from './api/schema'

/** What was tried before and is like something: an experiment, told by its lesson where there is one. */
export type Like = components['schemas']['LessonLike']

type Words = { title?: string; change?: string; effect?: string; because?: string; customer_job?: string }

/** The words by which a proposal is held against others. */
export const wordsOf = ({ title, change, effect, because, customer_job: job }: Words) =>
  [title, change, effect, because, job].filter(Boolean).join('\n').trim().slice(0, 4000)

/** Fewer letters than these say nothing yet. */
export const fewest = 6

/** How much of the words something must have to be worth somebody's time. */
const worthwhile = 0.2

/** What is alike enough to be told of. */
export const worthReading = (items: Like[]) => items.filter(({ score }) => score >= worthwhile)

type Asked = { text: string; gates?: string[]; except?: string | undefined }

/** What is like a text, best first, lessons about these gates before others: asked in a body, as words stand in no address. */
export const alikeQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['similar', asked],
    queryFn: async ({ signal }) => {
      const { data, error } = await http.POST('/api/v1/similar', { body: { ...asked, limit: 5 }, signal })
      if (!data) throw error
      return data.items
    },
    enabled: asked.text.length >= fewest,
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    retry: false,
    select: worthReading,
  })
