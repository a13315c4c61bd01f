import { http } from '@/lib/api/client'
import type { components, operations } from '@/lib/api/schema'
import { pageByPage } from '@/lib/paging'

type Schemas = components['schemas']
export type Event = Schemas['Logged']
export type Verification = Schemas['Verification']
export type Kind = NonNullable<NonNullable<operations['list-events']['parameters']['query']>['kind']>
export type Filter = { kind?: Kind; experiment?: string }

const path = '/api/v1/audit'

/** What happened, newest first, page by page. */
export const eventsQuery = (filter: Filter) =>
  pageByPage(['get', path, filter], (cursor, signal) =>
    http.GET(path, { params: { query: { ...filter, cursor } }, signal }),
  )

/** Checks the whole log part by part, telling after each how many events are checked. */
export async function verify(head: string, onPart: (checked: number, all: number) => void): Promise<Verification> {
  let checked = 0
  let cursor: string | null | undefined
  while (true) {
    const query = { cursor: cursor ?? undefined, head: head || undefined }
    const { data, error } = await http.GET('/api/v1/audit/verify', { params: { query } })
    if (!data) throw error
    checked += data.checked
    if (data.next_cursor === null) return { ...data, checked }
    onPart(checked, data.length)
    cursor = data.next_cursor
  }
}

/** How a head is noted: its position and 64 digits. */
export const isHead = (text: string) => /^\d+:[0-9a-f]{64}$/.test(text)
