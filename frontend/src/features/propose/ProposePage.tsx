import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Stamp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { useLanguage, useT } from '@/lib/i18n'
import { useValue } from '@/lib/observable'
import { Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { SavedNote } from '@/ui/SavedNote'
import { Loaded, Note } from '@/ui/states'
import { toast } from '@/ui/toast'
import { type Keeper, type Kept, keeper as makeKeeper } from './keeping'
import { isTyped, ProposeForm } from './ProposeForm'
import { canBeKept, type Values, valuesOf } from './proposal'
import {
  editedQuery,
  type Lesson,
  lessonQuery,
  type Prepared,
  registry,
  submit,
  type Template,
  templateQuery,
  usePrepared,
} from './queries'

type Drafted = {
  prepared: Prepared /** Told whose state of saving the heading shows. */
  onKeeper: (keeper: Keeper) => void
}

/**
 * A new proposal, with ?from= and a lesson's id one that tries the same again, with ?template= one from a template, or
 * with ?draft=E-42 one that was begun.
 */
export default function ProposePage() {
  const t = useT()
  const query = usePrepared()
  const { draft, onCreated } = useDraftInAddress()
  const [keeper, setKeeper] = useState<Keeper | null>(null)
  return (
    <>
      <PageHeader
        title={t('propose.heading')}
        lead={t('propose.lead')}
        actions={keeper && <KeptNote keeper={keeper} />}
      />
      <Loaded query={query} lines={6}>
        {(prepared) =>
          draft.opened ? (
            <Begun key={draft.n} draft={draft.opened} prepared={prepared} onKeeper={setKeeper} />
          ) : draft.template ? (
            <FromTemplate
              key={draft.n}
              id={draft.template}
              prepared={prepared}
              onCreated={onCreated}
              onKeeper={setKeeper}
            />
          ) : draft.from ? (
            <Again key={draft.n} from={draft.from} prepared={prepared} onCreated={onCreated} onKeeper={setKeeper} />
          ) : (
            <New key={draft.n} prepared={prepared} onCreated={onCreated} onKeeper={setKeeper} />
          )
        }
      </Loaded>
    </>
  )
}

/**
 * The draft that the address names. A new one gets its name there as soon as it is kept, and the form stays as it is;
 * any other change of the address opens another form.
 */
function useDraftInAddress() {
  const [search] = useSearchParams()
  const named = search.get('draft')
  const beginning = { from: search.get('from'), template: search.get('template') }
  const [draft, setDraft] = useState({ named, opened: named, ...beginning, n: 0 })
  const created = useRef<string | null>(null)
  if (draft.named !== named) {
    const same = created.current === named
    setDraft(same ? { ...draft, named } : { named, opened: named, ...beginning, n: draft.n + 1 })
  }
  const onCreated = (key: string) => {
    created.current = key
    if (location.pathname === '/propose') navigate(`/propose?draft=${key}`, { replace: true })
  }
  return { draft, onCreated }
}

type Fresh = Drafted & { onCreated: (key: string) => void }

/** What a lesson tells of, to be tried by another team; the proposal then builds on the lesson. */
function Again({ from, ...rest }: Fresh & { from: string }) {
  const query = useQuery(lessonQuery(from))
  return <Loaded query={query}>{(lesson) => <New lesson={lesson} {...rest} />}</Loaded>
}

/** The words of a proven kind of experiment; the answers are asked again. */
function FromTemplate({ id, ...rest }: Fresh & { id: string }) {
  const t = useT()
  const query = useQuery(templateQuery(id))
  return (
    <Loaded query={query}>
      {(template) => (
        <Stack gap={4}>
          <Note icon={Stamp}>{t('propose.fromTemplate', { name: template.name })}</Note>
          <New template={template} {...rest} />
        </Stack>
      )}
    </Loaded>
  )
}

function New({ lesson, template, prepared, onCreated, onKeeper }: Fresh & { lesson?: Lesson; template?: Template }) {
  const { language } = useLanguage()
  const [search] = useSearchParams()
  const [keeper] = useState(() => {
    const [team, ...others] = prepared.mine
    const start: Values = template
      ? fromTemplate(template, others.length === 0 ? team?.id : undefined)
      : {
          language: lesson?.language ?? language,
          team_id: others.length === 0 ? team?.id : undefined,
          moment_id: lesson?.moment_id,
          title: lesson?.experiment.title ?? search.get('title') ?? undefined,
          change: lesson?.change,
          builds_on: lesson && [lesson.id],
        }
    return makeKeeper({ registry, kept: null, start, onCreated })
  })
  return <Drafting keeper={keeper} prepared={prepared} onKeeper={onKeeper} />
}

const fromTemplate = ({ id, design }: Template, team: string | undefined): Values => ({
  ...valuesOf(design),
  template_id: id,
  team_id: team,
})

/** A draft that the server has: its address names it. */
function Begun({ draft, ...rest }: Drafted & { draft: string }) {
  const query = useQuery(editedQuery(draft))
  const experiment = query.data?.experiment
  const begun = experiment && !experiment.actions.includes('submit')
  useEffect(() => {
    if (begun) navigate(`/experiments/${draft}`, { replace: true })
  }, [begun, draft])
  return <Loaded query={query}>{({ kept }) => (begun ? null : <Opened kept={kept} {...rest} />)}</Loaded>
}

function Opened({ kept, prepared, onKeeper }: Drafted & { kept: Kept }) {
  const [keeper] = useState(() => makeKeeper({ registry, kept }))
  return <Drafting keeper={keeper} prepared={prepared} onKeeper={onKeeper} />
}

function Drafting({ keeper, prepared, onKeeper }: Drafted & { keeper: Keeper }) {
  const t = useT()
  useEffect(() => onKeeper(keeper), [keeper, onKeeper])
  const client = useQueryClient()
  const send = async (kept: Kept) => {
    const { key, status } = await submit(kept)
    keeper.forget()
    client.removeQueries({ queryKey: ['edited'] })
    void client.invalidateQueries()
    navigate(`/experiments/${key}`)
    toast(t(status === 'running' ? 'propose.started' : 'propose.asked'))
  }
  return (
    <ProposeForm
      keeper={keeper}
      prepared={prepared}
      label={(door) => t(door === 'one_way' ? 'propose.ask' : 'propose.start')}
      onSend={send}
    />
  )
}

/** Where what is typed is kept now. */
function KeptNote({ keeper }: { keeper: Keeper }) {
  const t = useT()
  const saving = useValue(keeper.saving)
  const values = useValue(keeper.values)
  if (!canBeKept(values)) return <p role="status">{isTyped(values) ? t('propose.keptHere') : ''}</p>
  return <SavedNote saving={saving} />
}
