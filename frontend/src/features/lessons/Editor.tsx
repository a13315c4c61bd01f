import { useMutation } from '@tanstack/react-query'
import { Eye, HeartHandshake } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { http } from '@/lib/api/client'
import { useHotkeys } from '@/lib/hotkeys'
import { type Key, useT } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { isGoodStory } from '@/lib/story'
import { OutcomeBadge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Form } from '@/ui/Form'
import { Columns, Row, Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Kbd, Prose } from '@/ui/Prose'
import { SavedNote } from '@/ui/SavedNote'
import { Note } from '@/ui/states'
import { toast } from '@/ui/toast'
import { WatchedArea } from '@/ui/Watched'
import { ConditionFields } from './ConditionFields'
import { Conflict } from './Conflict'
import styles from './Editor.module.css'
import { type LessonForm, lacks } from './form'
import { HeadlineFields } from './HeadlineFields'
import { useKeeping } from './keeping'
import { MoreFields } from './MoreFields'
import { Preview } from './Preview'
import type { Draft, Experiment, Read } from './queries'

export type Change = (part: Partial<LessonForm>) => void

/** Enter in a line, where words are searched for, must not publish what everybody reads. */
const nothing = () => {}

type EditorProps = { experiment: Experiment; loaded: Read }

export function Editor({ experiment, loaded }: EditorProps) {
  const t = useT()
  const keeping = useKeeping(experiment.id, loaded)
  const { form, draft } = keeping
  const [lacking, setLacking] = useState<unknown>(null)
  const [preview, setPreview] = useState(false)
  const publishing = usePublishing(experiment, keeping)
  const change: Change = (part) => keeping.change({ ...form, ...part })
  const publish = () => {
    const problem = lacks(form)
    setLacking(problem)
    if (!problem && !publishing.isPending) publishing.mutate()
  }
  const isStory = isGoodStory(experiment)
  useHotkeys([{ keys: 'mod Enter', label: t('lessons.publish'), run: publish }])
  return (
    <>
      <PageHeader
        title={t(isStory ? 'lessons.storyWrite' : 'lessons.write')}
        back={{ href: `/experiments/${experiment.key}`, label: `${experiment.key} ${experiment.title}` }}
        lead={t(leadOf(draft, isStory))}
        badges={experiment.outcome && <OutcomeBadge outcome={experiment.outcome} hollow={experiment.hollow_win} />}
      />
      {keeping.conflict && <Conflict conflict={keeping.conflict} mine={form} language={experiment.language} />}
      <Form onSubmit={nothing} problem={lacking ?? publishing.error}>
        <Columns>
          <Stack gap={4}>
            <Required form={form} change={change} language={experiment.language} isStory={isStory} />
            <MoreFields form={form} change={change} experiment={experiment} />
          </Stack>
          <Aside expected={draft.expected} language={experiment.language} />
        </Columns>
        <Bar keeping={keeping} pending={publishing.isPending} onPreview={() => setPreview(true)} onPublish={publish} />
      </Form>
      {preview && <Preview experiment={experiment.id} form={form} onClose={() => setPreview(false)} />}
    </>
  )
}

/** Publishes what was saved last: first the newest text is saved, then exactly that is published. */
function usePublishing(experiment: Experiment, keeping: Keeping) {
  const t = useT()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: async () => {
      const etag = await keeping.saveNow()
      if (etag === null) return null
      const { data, error, response } = await http.POST('/api/v1/experiments/{id}/lesson/publish', {
        params: { path: { id: experiment.id } },
        headers: { 'If-Match': etag },
      })
      if (!data) throw error
      keeping.published({ draft: data, etag: response.headers.get('ETag') ?? '*' })
      return data
    },
    onSuccess: (draft) => {
      if (!draft?.id) return
      toast(draft.named ? t('lessons.publishedNamed', { n: draft.named }) : t('lessons.published'))
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/lessons'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/lessons/{id}'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/lessons/{id}/editions'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/experiments/{id}'] })
      navigate(`/lessons/${draft.id}`)
    },
  })
}

type Keeping = ReturnType<typeof useKeeping>
type BarProps = { keeping: Keeping; pending: boolean; onPreview: () => void; onPublish: () => void }

/** Whether it is saved, and what can be done with it. */
function Bar({ keeping, pending, onPreview, onPublish }: BarProps) {
  const t = useT()
  return (
    <div className={styles.bar}>
      <Saved keeping={keeping} />
      <Row gap={2}>
        <Button kind="quiet" icon={<Eye aria-hidden="true" />} onClick={onPreview}>
          {t('lessons.preview')}
        </Button>
        <Kbd keys="mod Enter" />
        <Button kind="primary" pending={pending} onClick={onPublish}>
          {t(keeping.draft.edition > 0 ? 'lessons.publishAgain' : 'lessons.publish')}
        </Button>
      </Row>
    </div>
  )
}

function Saved({ keeping }: { keeping: Keeping }) {
  const t = useT()
  const { draft, saving, onlyHere } = keeping
  if (onlyHere)
    return (
      <p className={styles.here} role="status">
        {t('lessons.onlyHere')}
      </p>
    )
  return (
    <div>
      <SavedNote saving={saving} />
      {draft.edition > 0 && (
        <p className={styles.here}>
          {t(draft.published ? 'lessons.asRead' : 'lessons.notAsRead', { n: draft.edition })}
        </p>
      )}
    </div>
  )
}

const leadOf = ({ edition, owed }: Draft, isStory: boolean): Key => {
  if (edition > 0) return 'lessons.againLead'
  if (isStory) return 'lessons.storyLead'
  return owed ? 'lessons.owedLead' : 'lessons.writeLead'
}

type PartProps = { form: LessonForm; change: Change; language: Experiment['language']; isStory: boolean }

/** The three answers that every lesson has, and the sentence that others will find. */
function Required({ form, change, language, isStory }: PartProps) {
  const t = useT()
  return (
    <>
      <Card step={1} title={t('lessons.happened')}>
        <WatchedArea
          name="happened"
          label={t('lessons.happenedLabel')}
          hint={t(isStory ? 'lessons.storyHappenedHint' : 'lessons.happenedHint')}
          lang={language}
          limit={8000}
          value={form.happened}
          onValue={(happened) => change({ happened })}
        />
      </Card>
      <Card step={2} title={t('lessons.surprise')}>
        <WatchedArea
          name="surprise"
          label={t(isStory ? 'lessons.storySurpriseLabel' : 'lessons.surpriseLabel')}
          hint={t(isStory ? 'lessons.storySurpriseHint' : 'lessons.surpriseHint')}
          lang={language}
          limit={8000}
          value={form.surprise}
          onValue={(surprise) => change({ surprise })}
        />
      </Card>
      <Card step={3} title={t('lessons.conditions')}>
        <ConditionFields value={form.conditions} onValue={(conditions) => change({ conditions })} language={language} />
      </Card>
      <Card step={4} title={t('lessons.headline')}>
        <HeadlineFields
          value={form.headline}
          onValue={(headline) => change({ headline })}
          language={language ?? 'en'}
        />
      </Card>
    </>
  )
}

/** What was expected stands beside what happened, and cannot be rewritten afterwards. */
function Aside({ expected, language }: { expected: string; language: Experiment['language'] }) {
  const t = useT()
  return (
    <div className={styles.aside}>
      <Stack gap={4}>
        <Card title={t('lessons.expected')}>
          <Prose lang={language}>{expected || t('lessons.expectedNothing')}</Prose>
        </Card>
        <Note icon={HeartHandshake}>
          <p className={styles.blameless}>{t('lessons.blameless')}</p>
          <p>{t('lessons.blamelessHow')}</p>
        </Note>
      </Stack>
    </div>
  )
}
