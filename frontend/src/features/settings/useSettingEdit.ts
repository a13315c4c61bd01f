import { type FetchQueryOptions, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEdit } from '@/lib/edit'
import { useT } from '@/lib/i18n'
import { useVersion, type Version } from '@/lib/version'
import { toast } from '@/ui/toast'

type Options<T, V, E, K extends QueryKey> = {
  /** The address whose ETag is sent with every change. */
  path: string
  /** How it is read, as the page reads it. */
  query: FetchQueryOptions<T, E, T, K>
  loaded: T
  /** What of it the form changes. */
  valuesOf: (loaded: T) => V
  send: (values: V, header: ReturnType<Version['header']>) => Promise<{ data?: T; error?: unknown }>
  /** Told as soon as it is saved; what is answered is waited for. */
  onSaved?: () => unknown
}

/** A form over one thing of the settings, which others may change too. */
export function useSettingEdit<T, V extends object, E, K extends QueryKey>(options: Options<T, V, E, K>) {
  const { path, query, loaded, valuesOf, send, onSaved } = options
  const t = useT()
  const client = useQueryClient()
  const version = useVersion(path)
  return useEdit({
    start: valuesOf(loaded),
    save: async (values) => {
      const { data, error } = await send(values, version.header())
      if (data === undefined) throw error
      client.setQueryData<T>(query.queryKey, data)
      version.next()
      toast(t('settings.saved'))
      await onSaved?.()
    },
    read: async () => {
      const theirs = await client.fetchQuery({ ...query, staleTime: 0 })
      version.next()
      return valuesOf(theirs)
    },
  })
}
