import { useRef, useState } from 'react'
import { useFormats } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { DateField, TextField } from '@/ui/Field'
import { Stack } from '@/ui/layout'
import { WatchedArea } from '@/ui/Watched'
import type { Change } from './Editor'
import { EvidenceFields } from './EvidenceFields'
import { FollowUpFields } from './FollowUpFields'
import type { LessonForm, TextName } from './form'
import type { Experiment } from './queries'

type MoreProps = { form: LessonForm; change: Change; experiment: Experiment }

/** What is invited, step by step; nobody need write it. */
export function MoreFields({ form, change, experiment }: MoreProps) {
  const t = useT()
  const [open] = useState(() => filled(form))
  const text = (name: TextName, label: Key, hint: Key, limit: number) => (
    <WatchedArea
      name={name}
      label={t(label)}
      hint={t(hint)}
      optional
      lang={experiment.language}
      limit={limit}
      value={form[name]}
      onValue={(value) => change({ [name]: value })}
    />
  )
  return (
    <Card title={t('lessons.moreCard')}>
      <div>
        <Disclosure summary={t('lessons.moreStory')} open={open.story}>
          <Stack gap={4}>
            {text('seemed_sensible', 'lessons.sensible', 'lessons.sensibleHint', 8000)}
            {text('went_well', 'lessons.well', 'lessons.wellHint', 8000)}
            {text('noticed', 'lessons.noticed', 'lessons.noticedHint', 4000)}
          </Stack>
        </Disclosure>
        <Disclosure summary={t('lessons.moreReach')} open={open.reach}>
          <Stack gap={4}>
            {text('applies', 'lessons.applies', 'lessons.appliesHint', 4000)}
            {text('applies_not', 'lessons.appliesNot', 'lessons.appliesNotHint', 4000)}
          </Stack>
        </Disclosure>
        <Disclosure summary={t('lessons.moreNext')} open={open.next}>
          <Stack gap={4}>
            {text('what_next', 'lessons.next', 'lessons.nextHint', 4000)}
            <FollowUpFields
              value={form.followUps}
              onValue={(followUps) => change({ followUps })}
              language={experiment.language}
            />
            <NextLook form={form} change={change} experiment={experiment} />
          </Stack>
        </Disclosure>
        <Disclosure summary={t('lessons.moreEvidence')} open={open.evidence}>
          <Stack gap={4}>
            <EvidenceFields form={form} change={change} own={experiment.id} />
            <TextField
              name="tags"
              label={t('lessons.tags')}
              hint={t('lessons.tagsHint')}
              optional
              lang={experiment.language}
              value={form.tags}
              onValue={(tags) => change({ tags })}
            />
          </Stack>
        </Disclosure>
      </div>
    </Card>
  )
}

/** When the team looks at it again: a year after the end is offered. */
function NextLook({ form, change, experiment }: MoreProps) {
  const t = useT()
  const format = useFormats()
  const offered = addYear((experiment.concluded_at ?? '').slice(0, 10))
  const place = useRef<HTMLDivElement>(null)
  /** What is pressed goes, and the focus would go with it. */
  const take = () => {
    change({ reviewBy: offered })
    place.current?.querySelector('input')?.focus()
  }
  return (
    <div ref={place}>
      <DateField
        name="review_by"
        label={t('lessons.reviewBy')}
        hint={t('lessons.reviewByHint')}
        optional
        value={form.reviewBy || null}
        onValue={(day) => change({ reviewBy: day ?? '' })}
      />
      {!form.reviewBy && offered && (
        <Button kind="quiet" onClick={take}>
          {t('lessons.inAYear', { day: format.day(offered) })}
        </Button>
      )}
    </div>
  )
}

const addYear = (day: string) =>
  day ? `${Number(day.slice(0, 4)) + 1}${day.slice(4).replace('-02-29', '-02-28')}` : ''

/** The parts that something stands in when the page opens; afterwards the person opens and closes them. */
function filled(form: LessonForm) {
  const has = (...names: TextName[]) => names.some((name) => form[name] !== '')
  return {
    story: has('seemed_sensible', 'went_well', 'noticed'),
    reach: has('applies', 'applies_not'),
    next: has('what_next') || form.followUps.length > 0 || form.reviewBy !== '',
    evidence: form.supporting.length + form.contradicting.length > 0 || form.tags !== '',
  }
}
