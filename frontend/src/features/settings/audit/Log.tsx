import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { useMomentName, usePeople, useTeamName } from '@/lib/directory'
import { useFormats } from '@/lib/format'
import { isKey, type Translate, useLanguage, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Select, TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Link } from '@/ui/Link'
import { Row as Line, Stack } from '@/ui/layout'
import { MoreButton } from '@/ui/MoreButton'
import { Empty, Unloaded } from '@/ui/states'
import { Row, Rows } from '../Rows'
import { kinds } from './kinds'
import { type Event, eventsQuery, type Filter } from './queries'
import { nounOf, placeOf, textKeys } from './words'

/** A kind in words; one that a newer server records has none yet. */
const textOf = (t: Translate, kind: string) => {
  const key = textKeys(kind).find(isKey)
  return key ? t(key) : kind
}

/** What happened, newest first; what narrows it is kept in the address. */
export function Log() {
  const t = useT()
  const [search] = useSearchParams()
  const filter: Filter = {
    kind: kinds.find((kind) => kind === search.get('kind')),
    experiment: search.get('experiment') ?? undefined,
  }
  const found = useInfiniteQuery(eventsQuery(filter))
  const events = found.data?.pages.flatMap(({ items }) => items)
  return (
    <Stack gap={4}>
      <h2>{t('audit.log')}</h2>
      <Filters filter={filter} />
      {!events ? (
        <Unloaded query={found} lines={8} />
      ) : events.length === 0 ? (
        <Empty icon={ScrollText} title={t('audit.none')}>
          {t('audit.noneWhy')}
        </Empty>
      ) : (
        <Rows label={t('audit.log')}>
          {events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </Rows>
      )}
      {found.hasNextPage && (
        <Line>
          <MoreButton list={found}>{t('audit.older')}</MoreButton>
        </Line>
      )}
    </Stack>
  )
}

function Filters({ filter }: { filter: Filter }) {
  const t = useT()
  const { locale } = useLanguage()
  const [, setSearch] = useSearchParams()
  const narrow = (more: Filter) => {
    const all = Object.entries({ ...filter, ...more }).filter(([, value]) => value)
    setSearch(all as [string, string][], { replace: true })
  }
  const options = kinds
    .map((value) => ({ value, label: `${t(`audit.noun.${nounOf(value) ?? 'experiment'}`)}: ${textOf(t, value)}` }))
    .sort((one, other) => one.label.localeCompare(other.label, locale))
  return (
    <Form onSubmit={({ experiment }) => narrow({ experiment: experiment?.trim() || undefined })}>
      <Line align="end">
        <Select
          label={t('audit.kind')}
          empty={t('audit.everyKind')}
          options={options}
          value={filter.kind ?? null}
          onValue={(kind) => narrow({ kind: kind ?? undefined })}
          optional="unsaid"
        />
        <Experiment key={filter.experiment} of={filter.experiment} />
        <Button type="submit">{t('audit.show')}</Button>
      </Line>
    </Form>
  )
}

function Experiment({ of = '' }: { of?: string }) {
  const t = useT()
  return (
    <TextField
      name="experiment"
      label={t('audit.experiment')}
      placeholder="E-42"
      optional="unsaid"
      width="short"
      defaultValue={of}
    />
  )
}

function EventRow({ event }: { event: Event }) {
  const t = useT()
  const format = useFormats()
  return (
    <Row name={textOf(t, event.kind)}>
      <p>
        <About event={event} />
      </p>
      <p>
        {[
          event.by ?? t(/^(obstacle|thanks)\./.test(event.kind) ? 'audit.unnamed' : 'audit.itself'),
          format.moment(event.at),
        ].join(' · ')}
        {' · '}
        {event.position === null ? t('audit.notYet') : t('audit.position', { n: event.position })}
      </p>
    </Row>
  )
}

/** What it happened to: a link where there is a page, else at least what sort of thing it is. */
function About({ event }: { event: Event }) {
  const t = useT()
  const nameOf = useNames()
  const place = placeOf(event)
  const noun = nounOf(event.subject)
  if (event.experiment && place)
    return (
      <Link href={place.href}>
        {event.experiment.key} {event.experiment.title}
      </Link>
    )
  if (place) return <Link href={place.href}>{nameOf(place.noun, place.id) || t(`audit.noun.${place.noun}`)}</Link>
  if (event.experiment_id) return t('audit.draft')
  return noun ? t(`audit.noun.${noun}`) : event.subject
}

/** The names of what has a page in the settings; empty where it is not known. */
function useNames() {
  const t = useT()
  const team = useTeamName()
  const moment = useMomentName()
  const people = usePeople().data
  const { route } = useProposalNames()
  return (noun: string, id: string) => {
    const names: Record<string, () => string | undefined> = {
      team: () => team(id),
      moment: () => moment(id),
      person: () => people?.find((person) => person.id === id)?.name,
      route: () => route(id),
      policy: () => t('settings.policyVersion', { n: Number(id) }),
    }
    return names[noun]?.()
  }
}
