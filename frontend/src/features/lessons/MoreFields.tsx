import { type ReactNode, useRef, useState } from 'react'
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

/** The texts that are invited, by the part they stand in. */
const texts: Record<'story' | 'reach' | 'next', { name: TextName; label: Key; hint: Key; limit: number }[]> = {
  story: [
    { name: 'seemed_sensible', label: 'lessons.sensible', hint: 'lessons.sensibleHint', limit: 8000 },
    { name: 'went_well', label: 'lessons.well', hint: 'lessons.wellHint', limit: 8000 },
    { name: 'noticed', label: 'lessons.noticed', hint: 'lessons.noticedHint', limit: 4000 },
  ],
  reach: [
    { name: 'applies', label: 'lessons.applies', hint: 'lessons.appliesHint', limit: 4000 },
    { name: 'applies_not', label: 'lessons.appliesNot', hint: 'lessons.appliesNotHint', limit: 4000 },
  ],
  next: [{ name: 'what_next', label: 'lessons.next', hint: 'lessons.nextHint', limit: 4000 }],
}

function Texts({ of, form, change, experiment }: MoreProps & { of: keyof typeof texts }) {
  const t = useT()
  return texts[of].map(({ name, label, hint, limit }) => (
    <WatchedArea
      key={name}
      name={name}
      label={t(label)}
      hint={t(hint)}
      optional
      lang={experiment.language}
      limit={limit}
      value={form[name]}
      onValue={(value) => change({ [name]: value })}
    />
  ))
}

/** What is invited, step by step; nobody need write it. */
export function MoreFields(props: MoreProps) {
  const { form, change, experiment } = props
  const t = useT()
  const [open] = useState(() => filled(form))
  const follow = (followUps: LessonForm['followUps']) => change({ followUps })
  return (
    <Card title={t('lessons.moreCard')}>
      <div>
        <Part title="lessons.moreStory" open={open.story}>
          <Texts of="story" {...props} />
        </Part>
        <Part title="lessons.moreReach" open={open.reach}>
          <Texts of="reach" {...props} />
        </Part>
        <Part title="lessons.moreNext" open={open.next}>
          <Texts of="next" {...props} />
          <FollowUpFields value={form.followUps} onValue={follow} language={experiment.language} />
          <NextLook {...props} />
        </Part>
        <Part title="lessons.moreEvidence" open={open.evidence}>
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
        </Part>
      </div>
    </Card>
  )
}

function Part({ title, open, children }: { title: Key; open: boolean; children: ReactNode }) {
  const t = useT()
  return (
    <Disclosure summary={t(title)} open={open}>
      <Stack gap={4}>{children}</Stack>
    </Disclosure>
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
