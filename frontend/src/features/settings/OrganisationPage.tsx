import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '@/lib/api/client'
import { type Language, languages, useLanguage, useT } from '@/lib/i18n'
import { organisationQuery } from '@/lib/proposal'
import { Card } from '@/ui/Card'
import { CheckChips } from '@/ui/Choice'
import { Select, TextField } from '@/ui/Field'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { currencies, timeZones } from './choices'
import { EditForm } from './EditForm'
import type { Organisation } from './queries'
import { AdminPage } from './SettingsPage'
import { useVersion } from './version'

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

function OrganisationForm({ organisation }: { organisation: Organisation }) {
  const t = useT()
  const client = useQueryClient()
  const { locale } = useLanguage()
  const [currency, setCurrency] = useState<string | null>(organisation.currency)
  const [zone, setZone] = useState<string | null>(organisation.time_zone)
  const [spoken, setSpoken] = useState(organisation.languages)
  const version = useVersion(path)
  const money = useMemo(() => currencies(locale, organisation.currency), [locale, organisation.currency])
  const zones = useMemo(() => timeZones(organisation.time_zone), [organisation.time_zone])
  const change = api.useMutation('put', path, {
    onSuccess: (answer) => {
      client.setQueryData(organisationQuery.queryKey, answer)
      version.next()
      toast(t('settings.saved'))
    },
  })
  const save = ({ name = '' }) =>
    change.mutate({
      params: { header: version.header },
      body: { name, currency: currency ?? '', time_zone: zone ?? '', languages: spoken },
    })
  return (
    <EditForm saving={change} onSubmit={save}>
      <TextField label={t('settings.organisationName')} name="name" width="medium" defaultValue={organisation.name} />
      <Select
        label={t('settings.currency')}
        hint={t('settings.currencyHint')}
        name="currency"
        width="medium"
        options={money}
        value={currency}
        onValue={setCurrency}
      />
      <Select
        label={t('settings.timeZone')}
        hint={t('settings.timeZoneHint')}
        name="time_zone"
        width="medium"
        options={zones}
        value={zone}
        onValue={setZone}
      />
      <CheckChips
        legend={t('settings.languages')}
        hint={t('settings.languagesHint')}
        name="languages"
        options={codes.map((code) => ({ value: code, label: languages[code] }))}
        value={spoken}
        onValue={setSpoken}
      />
    </EditForm>
  )
}
