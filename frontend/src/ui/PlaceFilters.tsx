import { useQuery } from '@tanstack/react-query'
import { momentsQuery, teamsQuery } from '@/lib/directory'
import { Select } from './Field'

type Place = { team?: string; moment?: string }

type PlaceFiltersProps = {
  labels: { team: string; moment: string; any: string }
  place: Place
  /** Called with what changes of it. */
  onPlace: (change: Place) => void
}

/** Narrows a list to one team's and to one moment of truth. */
export function PlaceFilters({ labels, place, onPlace }: PlaceFiltersProps) {
  const named = { team: useQuery(teamsQuery).data ?? [], moment: useQuery(momentsQuery).data ?? [] }
  return (['team', 'moment'] as const).map((where) => (
    <Select
      key={where}
      label={labels[where]}
      empty={labels.any}
      options={named[where].map(({ id, name }) => ({ value: id, label: name }))}
      value={place[where] ?? null}
      onValue={(chosen) => onPlace({ [where]: chosen ?? undefined })}
    />
  ))
}
