import { useQueryClient } from '@tanstack/react-query'
import { api, http } from '@/lib/api/client'
import type { components } from '@/lib/api/schema'
import { pageByPage } from '@/lib/paging'

type Schemas = components['schemas']
export type Summary = Schemas['TemplateSummary']
export type Template = Schemas['TemplateFull']
export type GateRecord = Schemas['GateRecord']
export type EarnedDoor = Schemas['EarnedDoor']
export type Limits = Schemas['DoorLimits']

const list = '/api/v1/templates'

/** The templates in use, or those that are retired, page by page. */
export const listQuery = (retired: boolean) =>
  pageByPage(['get', list, 'listed', retired], (cursor, signal) =>
    http.GET(list, { params: { query: { retired, cursor, limit: 30 } }, signal }),
  )

export const templateQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/templates/{id}', { params: { path: { id } } })

/** The newest experiments that were made from a template. */
export const madeQuery = (template: string) =>
  api.queryOptions('get', '/api/v1/experiments', { params: { query: { template, limit: 10 } } })

/** Shows a template as an answer brought it, and asks anew for the lists it stands in. */
function useShow(id: string) {
  const client = useQueryClient()
  return (template: Template) => {
    client.setQueryData(templateQuery(id).queryKey, template)
    void client.invalidateQueries({ queryKey: ['get', list] })
  }
}

/** Opens a gate for twelve months. */
export const usePublish = (id: string) =>
  api.useMutation('post', '/api/v1/templates/{id}/earned-doors', { onSuccess: useShow(id) })

/** Closes it again, with a reason. */
export const useWithdraw = (id: string) =>
  api.useMutation('post', '/api/v1/templates/{id}/earned-doors/{door}/withdraw', { onSuccess: useShow(id) })

/** Gives it another name, retires it or brings it back. */
export const useChange = (id: string) => api.useMutation('patch', '/api/v1/templates/{id}', { onSuccess: useShow(id) })

/** The experiment whose harm withdrew a door. */
export const harmQuery = (id: string) =>
  api.queryOptions('get', '/api/v1/experiments/{id}', { params: { path: { id } } })
