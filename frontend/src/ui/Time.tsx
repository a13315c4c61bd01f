import { useSyncExternalStore } from 'react'
import { useFormats } from '@/lib/format'

let minute = Date.now()

const clock = {
  get: () => minute,
  subscribe(listener: () => void) {
    const timer = setInterval(() => {
      minute = Date.now()
      listener()
    }, 60_000)
    return () => clearInterval(timer)
  },
}

/** The present time, moving once a minute. */
export const useNow = () => useSyncExternalStore(clock.subscribe, clock.get)

/** "3 hours ago"; the full time on hover. */
export function Time({ at }: { at: string }) {
  const format = useFormats()
  const now = useNow()
  return (
    <time dateTime={at} title={format.moment(at)}>
      {format.ago(at, Math.max(now, Date.parse(at)))}
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
  return <time dateTime={on}>{on.length === 7 ? format.month(on) : format.day(on)}</time>
}
