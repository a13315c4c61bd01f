import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Select, TextArea, TextField } from '@/ui/Field'
import { Examples } from './Examples'
import { useProposal } from './form'
import { NewTeam } from './NewTeam'
import { Place } from './Place'
import styles from './propose.module.css'
import { Removes } from './Removes'
import { TriedFolded } from './Tried'

export function ChangeCard() {
  const t = useT()
  const { text } = useProposal()
  return (
    <Card step={1} title={t('propose.card.change')}>
      <Removes />
      <Examples />
      <Place field="title">
        <TextField
          {...text('title')}
          label={t('propose.title')}
          hint={t('propose.titleHint')}
          limit={200}
          autoComplete="off"
        />
      </Place>
      <Place field="change">
        <TextArea {...text('change')} label={t('propose.change')} hint={t('propose.changeHint')} limit={8000} />
      </Place>
      <div className={styles.onPhone}>
        <TriedFolded />
      </div>
      <Whose />
      <More />
    </Card>
  )
}

/** Whose it is, and where it meets the customer. */
function Whose() {
  const t = useT()
  const { values, set, prepared } = useProposal()
  return (
    <div className={styles.pair}>
      <Place field="team_id">
        {prepared.mine.length === 0 ? (
          <NewTeam />
        ) : (
          <Select
            label={t('propose.team')}
            name="team_id"
            options={prepared.mine.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.team_id ?? null}
            onValue={(id) => set('team_id', id ?? undefined)}
            empty={values.team_id ? undefined : t('propose.teamNone')}
          />
        )}
      </Place>
      {prepared.moments.length > 0 && (
        <Place field="moment_id">
          <Select
            label={t('propose.moment')}
            name="moment_id"
            optional
            options={prepared.moments.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.moment_id ?? null}
            onValue={(id) => set('moment_id', id ?? undefined)}
            empty={t('propose.momentNone')}
          />
        </Place>
      )}
    </div>
  )
}

/** What is invited, and nobody need write. */
function More() {
  const t = useT()
  const { text, values, set } = useProposal()
  return (
    <Disclosure summary={t('propose.more.change')}>
      <div className={styles.fields}>
        <Place field="customer_job">
          <TextArea
            {...text('customer_job')}
            label={t('propose.customerJob')}
            hint={t('propose.customerJobHint')}
            limit={4000}
            optional
          />
        </Place>
        <Place field="tags">
          <TextField
            label={t('propose.tags')}
            hint={t('propose.tagsHint')}
            name="tags"
            key={values.tags ? 'some' : 'none'}
            defaultValue={values.tags?.join(', ') ?? ''}
            onBlur={(event) => set('tags', tagsOf(event.target.value))}
            optional
          />
        </Place>
      </div>
    </Disclosure>
  )
}

const tagsOf = (text: string) =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
