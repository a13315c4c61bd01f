import { useQueryClient } from '@tanstack/react-query'
import { http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import type { Version } from '@/lib/version'
import { changed, type Person, personQuery } from './queries'

type Patch = components['schemas']['PersonPatch']

/** A change of a person; two of them on one page share the version, so that neither overtakes the other. */
export function usePersonChange(person: Person, version: Version) {
  const client = useQueryClient()
  return async (body: Patch) => {
    const params = { path: { id: person.id }, header: version.header() }
    const { data, error } = await http.PATCH('/api/v1/people/{id}', { params, body })
    if (!data) throw error
    client.setQueryData(personQuery(person.id).queryKey, data)
    version.next()
    await changed.people(client)
    return data
  }
}
