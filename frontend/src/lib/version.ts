import { useState } from 'react'
import { etagOf } from '@/lib/api/client'

/**
 * The version of a thing that a form was filled with, to be sent with every change of it. `next` takes the one that
 * was read or made last. Two forms on one page share it, so that neither overtakes the other.
 */
export function useVersion(path: string) {
  const [version] = useState(() => {
    let present = etagOf(path)
    return {
      header: () => ({ 'If-Match': present }),
      next: () => {
        present = etagOf(path)
      },
    }
  })
  return version
}

export type Version = ReturnType<typeof useVersion>
