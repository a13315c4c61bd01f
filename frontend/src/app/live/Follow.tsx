import { type Query, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type Translate, useT } from '@/lib/i18n'
import { toast } from '@/ui/toast'
import { effectOf, isSubject, type Known } from './affected'
import { type Change, follow } from './stream'

/** What comes within a moment is asked for together. */
const moment = 150

/** Lets the pages follow what others change. */
export default function Follow() {
  const t = useT()
  const client = useQueryClient()
  const words = useRef(t)
  useEffect(() => {
    words.current = t
  })
  useEffect(() => {
    let heard: Change[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const act = () => {
      const changes = heard
      heard = []
      timer = undefined
      const effects = (query: Query) => changes.map((change) => effectOf(change, knownOf(query)))
      const shown = client.getQueryCache().findAll({ type: 'active' })
      const looked = shown.filter((query) => changes.some((one) => !one.yours && isSubject(one, knownOf(query))))
      const before = looked.map(({ state }) => state.data)
      void client.invalidateQueries({ refetchType: 'none', predicate: (query) => effects(query).includes('later') })
      void client
        .invalidateQueries({ predicate: (query) => effects(query).includes('now') })
        .then(() => looked.some((query, at) => query.state.data !== before[at]) && say(words.current))
    }
    const end = follow((change) => {
      heard.push(change)
      timer ??= setTimeout(act, moment)
    })
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [client])
  return null
}

const knownOf = ({ queryKey, state }: Query): Known => ({ queryKey, data: state.data })

/** What one reads has become another; said once in a while, however much happens. */
let said = Number.NEGATIVE_INFINITY
function say(t: Translate) {
  if (performance.now() - said < 10_000) return
  said = performance.now()
  toast(t('live.changed'))
}
