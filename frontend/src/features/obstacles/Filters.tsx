import { useLocation } from 'wouter'
import { useMomentName, useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { CheckChips } from '@/ui/Choice'
import { Chosen } from '@/ui/Chosen'
import { FiltersButton } from '@/ui/FiltersButton'
import { Stack } from '@/ui/layout'
import { PlaceFilters } from '@/ui/PlaceFilters'
import { addressOf, type Filter } from './filter'

/** Everything that narrows and orders the list, behind one button. */
export function Filters({ filter }: { filter: Filter }) {
  const t = useT()
  return (
    <FiltersButton show={t('obstacles.show')}>
      <FilterFields filter={filter} />
    </FiltersButton>
  )
}

function FilterFields({ filter }: { filter: Filter }) {
  const t = useT()
  const [, navigate] = useLocation()
  const change = (more: Filter) => navigate(addressOf({ ...filter, ...more }), { replace: true })
  const labels = { team: t('obstacles.team'), moment: t('obstacles.moment'), any: t('obstacles.any') }
  return (
    <Stack gap={4}>
      <CheckChips
        legend={t('obstacles.only')}
        options={[
          { value: 'mine', label: t('obstacles.mine') },
          { value: 'most', label: t('obstacles.mostFirst') },
        ]}
        value={(['mine', 'most'] as const).filter((name) => filter[name])}
        onValue={(chosen) =>
          change({ mine: chosen.includes('mine') || undefined, most: chosen.includes('most') || undefined })
        }
      />
      <PlaceFilters labels={labels} place={filter} onPlace={change} />
    </Stack>
  )
}

/** What narrows the list now, each to be taken off with one press. */
export function Narrowed({ filter }: { filter: Filter }) {
  const t = useT()
  const team = useTeamName()
  const moment = useMomentName()
  const texts: Partial<Record<keyof Filter, string>> = {
    mine: filter.mine && t('obstacles.mine'),
    most: filter.most && t('obstacles.mostFirst'),
    team: team(filter.team),
    moment: moment(filter.moment),
  }
  return <Chosen texts={texts} without={(name) => addressOf({ ...filter, [name]: undefined })} />
}
