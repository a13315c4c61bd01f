import { useEffect } from 'react'
import { sessionEnded } from '@/lib/renewal'
import { useSending } from '@/ui/useSending'

const halfAMinute = 30_000

/** Sends what waits whenever that may have become possible: now, back online, back at the page, signed in again. */
export default function Sender() {
  const { send } = useSending()
  useEffect(() => {
    const tryNow = () => {
      if (navigator.onLine && document.visibilityState === 'visible' && !sessionEnded.get()) void send()
    }
    tryNow()
    const timer = setInterval(tryNow, halfAMinute)
    const stop = sessionEnded.subscribe(tryNow)
    addEventListener('online', tryNow)
    document.addEventListener('visibilitychange', tryNow)
    return () => {
      clearInterval(timer)
      stop()
      removeEventListener('online', tryNow)
      document.removeEventListener('visibilitychange', tryNow)
    }
  }, [send])
  return null
}
