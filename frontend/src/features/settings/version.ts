import { useState } from 'react'
import { etagOf } from '@/lib/api/client'

/**
 * The version of a thing that a form was filled with, to be sent with every change of it. `next` takes the one that
 * the form's own change has made.
 */
export function useVersion(path: string) {
  const [version, setVersion] = useState(() => etagOf(path))
  return { header: { 'If-Match': version }, next: () => setVersion(etagOf(path)) }
}

export type Version = ReturnType<typeof useVersion>
