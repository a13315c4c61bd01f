import { useEffect } from 'react'
import { left, usePerson } from '@/lib/session'
import Follow from './live/Follow'
import { stayUsable } from './offline'

/** A tab left open shows nothing any more of who signed out in another. */
function leaveTogether() {
  const channel = new BroadcastChannel(left)
  channel.onmessage = () => location.assign('/')
  return () => channel.close()
}

/** Lets the pages follow what others change, and keeps what is needed at a start without a connection. */
export default function Idle() {
  const person = usePerson()
  useEffect(() => stayUsable(person), [person])
  useEffect(leaveTogether, [])
  return <Follow />
}
