import { ListFilter } from 'lucide-react'
import { useLocation } from 'wouter'
import { useT } from '@/lib/i18n'
import { closable, useProposalNames } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Chosen } from '@/ui/Chosen'
import { Select } from '@/ui/Field'
import { Popover } from '@/ui/Popover'
import styles from './Filters.module.css'
import { addressOf, states } from './filter'
import type { Filter } from './queries'

type FilterProps = { filter: Filter; current: string | undefined }

/** What closes the door and where it stands, behind a button. */
export function FilterButton({ filter, current }: FilterProps) {
  const t = useT()
  const names = useProposalNames()
  const [, navigate] = useLocation()
  const choose = (change: Partial<Filter>) => navigate(addressOf({ ...filter, ...change }, current), { replace: true })
  const byState = states.filter((state) => state !== 'open')
  return (
    <Popover
      button={(wiring) => (
        <Button kind="quiet" flush icon={<ListFilter aria-hidden="true" />} {...wiring}>
          {t('reviews.filter')}
        </Button>
      )}
    >
      <div className={styles.filters}>
        <Select
          label={t('reviews.filterGate')}
          empty={t('reviews.anyGate')}
          options={closable.map((gate) => ({ value: gate, label: names.gate(gate) }))}
          value={filter.gate ?? null}
          onValue={(gate) => choose({ gate: gate ?? undefined })}
        />
        <Select
          label={t('reviews.filterState')}
          empty={t('reviews.state.open')}
          options={byState.map((state) => ({ value: state, label: t(`reviews.state.${state}`) }))}
          value={filter.state ?? null}
          onValue={(state) => choose({ state: state ?? undefined })}
        />
      </div>
    </Popover>
  )
}

/** What narrows the list, each with a way to take it off. */
export function Narrowed({ filter, current }: FilterProps) {
  const t = useT()
  const names = useProposalNames()
  const texts = {
    gate: filter.gate && names.gate(filter.gate),
    state: filter.state && t(`reviews.state.${filter.state}`),
  }
  return <Chosen texts={texts} without={(name) => addressOf({ ...filter, [name]: undefined }, current)} />
}
