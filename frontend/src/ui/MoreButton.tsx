import type { ReactNode } from 'react'
import { Button } from './Button'

/** A list that comes page by page. */
type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }

/** Brings the next page of a list, as long as there is one. */
export function MoreButton({ list, children }: { list: Pages; children: ReactNode }) {
  if (!list.hasNextPage) return null
  return (
    <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {children}
    </Button>
  )
}
