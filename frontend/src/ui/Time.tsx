import { useSyncExternalStore } from 'react'
import { useFormats } from '@/lib/format'

const second = () => Math.floor(Date.now() / 1000) * 1000
let present = second()

const clock = {
  get: () => present,
  subscribe(listener: () => void) {
    const move = () => {
      present = second()
      listener()
    }
    move()
    const timer = setInterval(move, 60_000)
    return () => clearInterval(timer)
  },
}

/** The present time, moving once a minute. */
export const useNow = () => useSyncExternalStore(clock.subscribe, clock.get)

/** "3 hours ago", the full time on hover; "November 2026" where the month alone is told. */
export function Time({ at }: { at: string }) {
  const format = useFormats()
  const now = useNow()
  if (at.length === 7) return <Day on={at} />
  return (
    <time dateTime={at} title={format.moment(at)}>
      {format.ago(at, now)}
    </time>
  )
}

/** How long something has waited: "5 hours". */
export function Waited({ since }: { since: string }) {
  const format = useFormats()
  const now = useNow()
  return (
    <time dateTime={since} title={format.moment(since)}>
      {format.length((now - Date.parse(since)) / 1000)}
    </time>
  )
}

/** A day or a month of the organisation: "22 Nov 2026", "November 2026". */
export function Day({ on }: { on: string }) {
  const format = useFormats()
  return <time dateTime={on}>{format.day(on)}</time>
}
