import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { http } from '@/lib/api/client'
import { useFormats } from '@/lib/format'
import { isKey, useT } from '@/lib/i18n'
import { Conflict } from '@/ui/Conflict'
import { ErrorState, Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { useLimits } from './names'
import { type Parts, partsOf, together } from './parts'
import { edited, type Policy } from './queries'

type TogetherProps = {
  policy: Policy
  /** The version from which `source` was begun, before `policy` was saved. */
  from: number
  source: string
  /** Told the document that both make. */
  onSource: (source: string) => void
}

/**
 * Somebody saved a version while this one was being changed: what each changed alone is put together, and where both
 * did, or where more changed than parts, one chooses.
 */
export function Together({ policy, from, source, onSource }: TogetherProps) {
  const query = useQuery(bothQuery(policy, from, source))
  return (
    <Loaded query={query}>{(both) => <Put both={both} policy={policy} source={source} onSource={onSource} />}</Loaded>
  )
}

type Both = {
  base: Parts
  mine: Parts
  theirs: Parts
  /** Whether all that is mine are parts that theirs has too. */
  parted: boolean
  /** What both make, where there is nothing to choose. */
  whole?: string
}

const bothQuery = (policy: Policy, from: number, source: string) => ({
  queryKey: ['policy-together', policy.version, from, source],
  queryFn: async (): Promise<Both> => {
    const { data, error } = await http.GET('/api/v1/policy/versions/{n}', { params: { path: { n: from }, query: {} } })
    if (!data) throw error
    const documents = [data.source, source, policy.source].map((one) => edited(one, {}))
    const [before, own, present] = await Promise.all(documents)
    if (!before || !own || !present) throw new Error('three documents were asked for')
    const [base, mine, theirs] = [partsOf(before), partsOf(own), partsOf(present)]
    const { fits, conflicts, edits } = together(base, mine, theirs)
    const parted = fits && (await edited(data.source, together(base, mine, base).edits)).source === source
    const whole = parted && conflicts.length === 0 ? (await edited(policy.source, edits)).source : undefined
    return { base, mine, theirs, parted, whole }
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
})

type PutProps = { both: Both; policy: Policy; source: string; onSource: (source: string) => void }

function Put({ both, policy, source, onSource }: PutProps) {
  const t = useT()
  const { parted, whole } = both
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it is known that there is nothing to choose
  useEffect(() => {
    if (whole === undefined) return
    onSource(whole)
    toast(t('policy.together', { n: policy.version }))
  }, [whole])
  if (whole !== undefined) return null
  if (parted) return <PartByPart both={both} policy={policy} onSource={onSource} />
  return (
    <Conflict
      takesFocus
      disputed={[
        {
          field: 'document',
          label: t('policy.asText'),
          mine: t('policy.documentMine'),
          theirs: t('settings.policyVersion', { n: policy.version }),
        },
      ]}
      onResolve={(taken) => onSource(taken.length > 0 ? policy.source : source)}
    />
  )
}

function PartByPart({ both: { base, mine, theirs }, policy, onSource }: Omit<PutProps, 'source'>) {
  const part = useParts()
  const put = useMutation({
    mutationFn: (taken: string[]) => edited(policy.source, together(base, mine, theirs, taken).edits),
    onSuccess: ({ source }) => onSource(source),
  })
  return (
    <>
      <Conflict
        takesFocus
        disputed={together(base, mine, theirs).conflicts.map((field) => ({
          field,
          label: part.name(field),
          mine: part.text(field, mine[field]),
          theirs: part.text(field, theirs[field]),
        }))}
        pending={put.isPending}
        onResolve={(taken) => put.mutate(taken)}
      />
      {put.error && <ErrorState error={put.error} />}
    </>
  )
}

/** How a part is called, and what it says, for people. */
function useParts() {
  const t = useT()
  const format = useFormats()
  const limits = useLimits()
  const or = (key: string, otherwise: string) => (isKey(key) ? t(key) : otherwise)
  return {
    name(part: string) {
      const [kind, name = '', ...rest] = part.split('.')
      if (kind === 'limits') return limits.name(name)
      if (kind === 'calendar') return `${t('policy.calendar')}: ${or(`policy.part.${name}`, name)}`
      return `${name}: ${or(`policy.part.${rest.join('.')}`, rest.join('.'))}`
    },
    text(part: string, value: unknown): string {
      const [kind, name = ''] = part.split('.')
      if (kind === 'limits') return limits.text(name, value as number | null)
      if (name === 'days') return format.list((value as string[]).map((day) => or(`policy.day.${day}`, day)))
      if (name === 'closed') return format.list((value as string[]).map(format.day))
      return String(value ?? '')
    },
  }
}
