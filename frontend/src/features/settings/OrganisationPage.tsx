import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { http } from '@/lib/api/client'
import { type Language, languages, type Translate, useLanguage, useT } from '@/lib/i18n'
import { organisationQuery } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { CheckChips } from '@/ui/Choice'
import { Select, TextField } from '@/ui/Field'
import { Loaded } from '@/ui/states'
import { currencies, timeZones } from './choices'
import { EditForm } from './EditForm'
import type { Organisation } from './queries'
import { AdminPage } from './SettingsPage'
import { useSettingEdit } from './useSettingEdit'

export default function OrganisationPage() {
  const t = useT()
  return (
    <AdminPage title={t('settings.organisation')} lead={t('settings.organisationLead')}>
      <Fresh />
    </AdminPage>
  )
}

/** Other pages keep the organisation for a while; a form is filled only with what is there now. */
function Fresh() {
  const organisation = useQuery({ ...organisationQuery, staleTime: 0 })
  const waiting = organisation.isFetching && !organisation.isFetchedAfterMount
  return (
    <Loaded query={{ ...organisation, data: waiting ? undefined : organisation.data }} lines={6}>
      {(data) => (
        <Card>
          <OrganisationForm organisation={data} />
        </Card>
      )}
    </Loaded>
  )
}

const path = '/api/v1/organisation'
const codes = Object.keys(languages) as Language[]

const factsOf = ({ name, currency, time_zone, languages }: Organisation) => ({ name, currency, time_zone, languages })

const useFacts = (organisation: Organisation) =>
  useSettingEdit({
    path,
    query: organisationQuery,
    loaded: organisation,
    valuesOf: factsOf,
    send: (body, header) => http.PUT(path, { params: { header }, body }),
  })

const namesOf = (t: Translate) => ({
  name: { label: t('settings.organisationName') },
  currency: { label: t('settings.currency') },
  time_zone: { label: t('settings.timeZone') },
  languages: {
    label: t('settings.languages'),
    written: (all: readonly Language[]) => all.map((code) => languages[code]).join(', '),
  },
})

function OrganisationForm({ organisation }: { organisation: Organisation }) {
  const t = useT()
  const { locale } = useLanguage()
  const edit = useFacts(organisation)
  const { name, currency, time_zone: zone, languages: spoken } = edit.values
  const money = useMemo(() => currencies(locale, organisation.currency), [locale, organisation.currency])
  const zones = useMemo(() => timeZones(organisation.time_zone), [organisation.time_zone])
  const named = namesOf(t)
  return (
    <EditForm edit={edit} named={named}>
      <TextField
        label={named.name.label}
        name="name"
        width="medium"
        value={name}
        onValue={(name) => edit.set({ name })}
      />
      <Select
        label={named.currency.label}
        hint={t('settings.currencyHint')}
        name="currency"
        width="medium"
        options={money}
        value={currency}
        onValue={(code) => edit.set({ currency: code ?? '' })}
      />
      <Select
        label={named.time_zone.label}
        hint={t('settings.timeZoneHint')}
        name="time_zone"
        width="medium"
        options={zones}
        value={zone}
        onValue={(time_zone) => edit.set({ time_zone: time_zone ?? '' })}
      />
      <CheckChips
        legend={named.languages.label}
        hint={t('settings.languagesHint')}
        name="languages"
        options={codes.map((code) => ({ value: code, label: languages[code] }))}
        value={spoken}
        onValue={(languages) => edit.set({ languages })}
      />
    </EditForm>
  )
}
