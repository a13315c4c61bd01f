import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMomentName } from '@/lib/directory'
import { languages, useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { CopyOnce } from './CopyOnce'
import { shelvesQuery } from './queries'

/** By what a feed may be narrowed, as its address says it. */
const facets = ['team', 'moment', 'language'] as const
type Facet = (typeof facets)[number]
type Chosen = Partial<Record<Facet, string | null>>

/** The address for a feed reader, and what is to come by it: whatever is chosen stands in the address. */
export function FeedAddress({ address, onDone }: { address: string; onDone: () => void }) {
  const t = useT()
  const [chosen, setChosen] = useState<Chosen>({})
  const shelves = useQuery(shelvesQuery).data?.facets
  const nameOf = useNames()
  return (
    <Stack gap={3}>
      {facets.map((facet) => {
        const values = shelves?.[facet] ?? []
        if (values.length < 2) return null
        return (
          <Select
            key={facet}
            label={t(`post.feedOf.${facet}`)}
            optional="unsaid"
            empty={t(`post.feedAll.${facet}`)}
            options={values.map(({ value }) => ({ value, label: nameOf(facet, value) }))}
            value={chosen[facet] ?? null}
            onValue={(value) => setChosen({ ...chosen, [facet]: value })}
          />
        )
      })}
      <CopyOnce label={t('post.feedIs')} hint={t('post.feedOnce')} text={narrowed(address, chosen)}>
        <Button kind="quiet" onClick={onDone}>
          {t('post.done')}
        </Button>
      </CopyOnce>
    </Stack>
  )
}

function narrowed(address: string, chosen: Chosen): string {
  const whole = new URL(address)
  for (const [facet, value] of Object.entries(chosen)) if (value) whole.searchParams.set(facet, value)
  return whole.href
}

/** A team is called as readers of lessons see it. */
function useNames() {
  const moment = useMomentName()
  return (facet: Facet, value: string) => {
    if (facet === 'moment') return moment(value) || '…'
    return facet === 'language' ? (languages[value as keyof typeof languages] ?? value) : value
  }
}
