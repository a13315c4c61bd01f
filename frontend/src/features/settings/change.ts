import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { changed, type Person, personQuery } from './queries'
import type { Version } from './version'

/** A change of a person; two of them on one page share the version, so that neither overtakes the other. */
export function usePersonChange(person: Person, version: Version) {
  const client = useQueryClient()
  const mutation = api.useMutation('patch', '/api/v1/people/{id}', {
    onSuccess: (answer) => {
      client.setQueryData(personQuery(person.id).queryKey, answer)
      version.next()
      return changed.people(client)
    },
  })
  return { mutation, params: { path: { id: person.id }, header: version.header } }
}
