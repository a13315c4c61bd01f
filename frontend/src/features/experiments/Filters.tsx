import { useLocation } from 'wouter'
import { useMomentName, useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { CheckChips } from '@/ui/Choice'
import { Chosen } from '@/ui/Chosen'
import { Select } from '@/ui/Field'
import { FiltersButton } from '@/ui/FiltersButton'
import { Stack } from '@/ui/layout'
import { PlaceFilters } from '@/ui/PlaceFilters'
import { addressOf, doors, type Filter, outcomes, states } from './filter'

/** Everything that narrows the list, behind one button. */
export function Filters({ filter }: { filter: Filter }) {
  const t = useT()
  return (
    <FiltersButton show={t('experiments.show')}>
      <FilterFields filter={filter} />
    </FiltersButton>
  )
}

function FilterFields({ filter }: { filter: Filter }) {
  const t = useT()
  const [, navigate] = useLocation()
  const change = (more: Filter) => navigate(addressOf({ ...filter, ...more }), { replace: true })
  const choices = {
    status: states.map((value) => ({ value, label: t(`ui.status.${value}`) })),
    door: doors.map((value) => ({ value, label: t(`ui.door.${value}`) })),
    outcome: outcomes.map((value) => ({ value, label: t(`ui.outcome.${value}`) })),
  }
  const labels = { team: t('experiments.team'), moment: t('experiments.moment'), any: t('experiments.any') }
  return (
    <Stack gap={4}>
      <CheckChips
        legend={t('experiments.only')}
        options={[
          { value: 'mine', label: t('experiments.mine') },
          { value: 'owes', label: t('experiments.owing') },
        ]}
        value={(['mine', 'owes'] as const).filter((name) => filter[name])}
        onValue={(chosen) =>
          change({ mine: chosen.includes('mine') || undefined, owes: chosen.includes('owes') || undefined })
        }
      />
      {(['status', 'door', 'outcome'] as const).map((kind) => (
        <Select
          key={kind}
          label={t(`experiments.${kind}`)}
          empty={t('experiments.any')}
          options={choices[kind]}
          value={filter[kind] ?? null}
          onValue={(value) => change({ [kind]: value ?? undefined })}
        />
      ))}
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
    mine: filter.mine && t('experiments.mine'),
    owes: filter.owes && t('experiments.owing'),
    status: filter.status && t(`ui.status.${filter.status}`),
    door: filter.door && t(`ui.door.${filter.door}`),
    outcome: filter.outcome && t(`ui.outcome.${filter.outcome}`),
    team: team(filter.team),
    moment: moment(filter.moment),
  }
  return <Chosen texts={texts} without={(name) => addressOf({ ...filter, [name]: undefined })} />
}
