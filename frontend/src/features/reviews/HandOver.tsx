import { useQuery } from '@tanstack/react-query'
import { HandHelping } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/lib/api/client'
import { lacking } from '@/lib/api/problem'
import type { components } from '@/lib/api/schema'
import { useFormats } from '@/lib/format'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { queryClient } from '@/lib/query'
import { usePerson } from '@/lib/session'
import { AskDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { Select, TextArea } from '@/ui/Field'
import { Kbd, Prose } from '@/ui/Prose'
import { toast } from '@/ui/toast'
import styles from './Offers.module.css'
import { type FullReview, reviewQuery, routesQuery, showDecided } from './queries'

type Colleague = components['schemas']['Colleague']

/** For who has the turn and cannot take it: another reviewer of the route, or its backups. */
export function HandOver({ review }: { review: FullReview }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const mine = review.gates.filter(({ may_decide, state }) => may_decide && state === 'open')
  const may = review.turn === 'route' && mine.length > 0
  useHotkeys(may ? [{ keys: 'h', label: t('turns.handOver'), run: () => setOpen(true) }] : [])
  if (!may) return null
  return (
    <div>
      <Button kind="quiet" flush icon={<HandHelping aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('turns.handOver')}
        <span aria-hidden="true">
          <Kbd keys="h" />
        </span>
      </Button>
      {open && (
        <HandOverDialog review={review} routes={mine.map(({ route }) => route)} onClose={() => setOpen(false)} />
      )}
    </div>
  )
}

type DialogProps = { review: FullReview; routes: string[]; onClose: () => void }

function useHandOver(review: FullReview, onDone: () => void) {
  const t = useT()
  return api.useMutation('post', '/api/v1/reviews/{id}/hand-over', {
    onSuccess: (full) => {
      onDone()
      toast(t('turns.handedOver'))
      void showDecided(full)
      focusHeading()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey }),
  })
}

function HandOverDialog({ review, routes, onClose }: DialogProps) {
  const t = useT()
  const { people, backups } = useReceivers(routes)
  const [to, setTo] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [lacks, setLacks] = useState<unknown>(null)
  const handing = useHandOver(review, onClose)
  const send = () => {
    const missing = to === null && !backups
    setLacks(lacking(missing ? ['to'] : []))
    if (missing) return
    handing.mutate({
      params: { path: { id: review.id } },
      body: { to: to ?? undefined, note: note.trim() || undefined },
    })
  }
  return (
    <AskDialog
      title={t('turns.handOverTitle')}
      action={t('turns.handOverSend')}
      asked={handing}
      lacks={lacks}
      onSend={send}
      onClose={onClose}
    >
      <p>{t('turns.handOverWhy')}</p>
      <Select
        name="to"
        label={t('turns.handOverTo')}
        empty={t(backups ? 'turns.backups' : 'turns.handOverChoose')}
        options={people}
        value={to}
        onValue={setTo}
      />
      <TextArea name="note" label={t('turns.note')} optional limit={2000} value={note} onValue={setNote} />
    </AskDialog>
  )
}

/** Who serves all of these routes, but for the person; and whether they have backups of whom the person is none. */
function useReceivers(routes: string[]) {
  const { person_id: me } = usePerson()
  const { data } = useQuery(routesQuery)
  const asked = (data?.items ?? []).filter(({ name }) => routes.includes(name))
  const serves = (staff: Colleague[], id: string) => staff.some(({ person_id }) => person_id === id)
  const [first = [], ...others] = asked.map(({ members, backups }) => [...members, ...backups])
  return {
    backups: asked.every(({ backups }) => backups.length > 0 && !serves(backups, me)),
    people: first
      .filter(({ person_id: id }) => id !== me && others.every((staff) => serves(staff, id)))
      .map(({ person_id, name }) => ({ value: person_id, label: name })),
  }
}

/** What was said when the turn was handed over, newest last. */
export function HandOvers({ review }: { review: FullReview }) {
  const t = useT()
  const format = useFormats()
  return review.hand_overs.map(({ gate, from, to, note, at }) => (
    <div key={gate + at}>
      <p className={styles.by}>
        {t('turns.handOverBy', { from, to: to ?? t('turns.backups') })} · {format.moment(at)}
      </p>
      {note && <Prose quote>{note}</Prose>}
    </div>
  ))
}
