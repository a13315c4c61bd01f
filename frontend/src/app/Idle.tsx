import { useEffect } from 'react'
import { usePerson } from '@/lib/session'
import Follow from './live/Follow'
import { stayUsable } from './offline'

/** Lets the pages follow what others change, and keeps what is needed at a start without a connection. */
export default function Idle() {
  const person = usePerson()
  useEffect(() => stayUsable(person), [person])
  return <Follow />
}
