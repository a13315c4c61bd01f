import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { momentsQuery, teamsQuery, useMomentName, useTeamName } from '@/lib/directory'
import { useT } from '@/lib/i18n'
import { CheckChips } from '@/ui/Choice'
import { Chosen } from '@/ui/Chosen'
import { Select } from '@/ui/Field'
import { FiltersButton } from '@/ui/FiltersButton'
import { Stack } from '@/ui/layout'
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
  const teams = useQuery(teamsQuery).data ?? []
  const moments = useQuery(momentsQuery).data ?? []
  const change = (more: Filter) => navigate(addressOf({ ...filter, ...more }), { replace: true })
  const named = (all: { id: string; name: string }[]) => all.map(({ id, name }) => ({ value: id, label: name }))
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
      <Select
        label={t('experiments.status')}
        empty={t('experiments.any')}
        options={states.map((value) => ({ value, label: t(`ui.status.${value}`) }))}
        value={filter.status ?? null}
        onValue={(status) => change({ status: status ?? undefined })}
      />
      <Select
        label={t('experiments.door')}
        empty={t('experiments.any')}
        options={doors.map((value) => ({ value, label: t(`ui.door.${value}`) }))}
        value={filter.door ?? null}
        onValue={(door) => change({ door: door ?? undefined })}
      />
      <Select
        label={t('experiments.outcome')}
        empty={t('experiments.any')}
        options={outcomes.map((value) => ({ value, label: t(`ui.outcome.${value}`) }))}
        value={filter.outcome ?? null}
        onValue={(outcome) => change({ outcome: outcome ?? undefined })}
      />
      <Select
        label={t('experiments.team')}
        empty={t('experiments.any')}
        options={named(teams)}
        value={filter.team ?? null}
        onValue={(team) => change({ team: team ?? undefined })}
      />
      <Select
        label={t('experiments.moment')}
        empty={t('experiments.any')}
        options={named(moments)}
        value={filter.moment ?? null}
        onValue={(moment) => change({ moment: moment ?? undefined })}
      />
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
  const chosen = Object.entries(texts).flatMap(([name, text]) =>
    text ? [{ text, without: addressOf({ ...filter, [name]: undefined }) }] : [],
  )
  return <Chosen filters={chosen} />
}
