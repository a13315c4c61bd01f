import { CloudOff, Send, Trash2, TriangleAlert } from 'lucide-react'
import { problemCode, problemText } from '@/lib/api/problem'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { dropUnsent, keepUnsent, type Unsent } from '@/lib/unsent'
import { Button, ButtonLink } from './Button'
import { Facts } from './Facts'
import { Row, Stack } from './layout'
import { Prose } from './Prose'
import { Note } from './states'
import { toast } from './toast'
import { useSending } from './useSending'

/** What waits for a connection, together; what was refused, one by one with its words. `titled` where it may be of any experiment. */
export default function UnsentNotes({ all, titled }: { all: readonly Unsent[]; titled: boolean }) {
  const waiting = all.filter(({ refused }) => !refused)
  return (
    <Stack gap={3}>
      {waiting.length > 0 && <Waiting all={waiting} titled={titled} />}
      {all.map((one) => one.refused && <Refused key={one.id} unsent={one} titled={titled} />)}
    </Stack>
  )
}

function Waiting({ all, titled }: { all: Unsent[]; titled: boolean }) {
  const t = useT()
  const { send, pending } = useSending()
  const sendNow = async () => {
    const last = (await send()).at(-1)
    if (last?.became === 'waiting') toast(t(last.answered ? 'unsent.busy' : 'unsent.still'))
  }
  return (
    <Note tone="accent" icon={CloudOff}>
      <Stack gap={3}>
        <div>
          <strong>{t('unsent.waiting', { n: all.length })}</strong>
          <p>{t('unsent.why')}</p>
        </div>
        <Stack as="ul" gap={2}>
          {all.map((one) => (
            <li key={one.id}>
              <Said unsent={one} titled={titled} />
            </li>
          ))}
        </Stack>
        <Row>
          <Button icon={<Send aria-hidden="true" />} pending={pending} onClick={() => void sendNow()}>
            {t('unsent.send')}
          </Button>
          <Drop all={all} />
        </Row>
      </Stack>
    </Note>
  )
}

function Refused({ unsent, titled }: { unsent: Unsent; titled: boolean }) {
  const t = useT()
  const { experiment, refused = {} } = unsent
  const ended = problemCode(refused) === 'wrong-state'
  return (
    <Note tone="closed" icon={TriangleAlert}>
      <Stack gap={3}>
        <div>
          <strong>{t('unsent.refused')}</strong>
          <p>{ended ? t('unsent.ended') : problemText(t, refused)}</p>
        </div>
        <Said unsent={unsent} titled={titled} />
        <Row>
          {refused.status === 422 && (
            <ButtonLink href={`/experiments/${experiment.key}/check-in?unsent=${unsent.id}`}>
              {t('unsent.correct')}
            </ButtonLink>
          )}
          <Drop all={[unsent]} />
        </Row>
      </Stack>
    </Note>
  )
}

/** One check-in in its own words. */
function Said({ unsent: { experiment, body }, titled }: { unsent: Unsent; titled: boolean }) {
  const t = useT()
  const format = useFormats()
  const { signal, quotes = [], note } = body
  const counted = signal?.hits !== undefined && signal.n !== undefined
  return (
    <Stack gap={2}>
      <p>{titled ? t('unsent.of', { title: experiment.title, day: format.day(body.on) }) : format.day(body.on)}</p>
      <Facts
        facts={[
          { label: t('unsent.customers'), value: format.number(body.customers_reached) },
          { label: t('unsent.number'), value: signal && !counted ? format.number(signal.value) : null },
          {
            label: t('unsent.counted'),
            value: counted && t('unsent.hitsOf', { hits: signal.hits ?? 0, n: signal.n ?? 0 }),
          },
          {
            label: t('unsent.counter'),
            value: body.counter_signal === undefined ? null : format.number(body.counter_signal),
          },
          { label: t('unsent.stop'), value: body.stop_rule_tripped && t('unsent.yes') },
        ]}
      />
      {quotes.map((quote) => (
        <Prose key={quote} quote lang={experiment.language}>
          {quote}
        </Prose>
      ))}
      {note && <Prose lang={experiment.language}>{note}</Prose>}
    </Stack>
  )
}

/** Gone with one press, and back with another. */
function Drop({ all }: { all: readonly Unsent[] }) {
  const t = useT()
  const drop = () => {
    all.forEach(dropUnsent)
    toast(t('unsent.dropped', { n: all.length }), { label: t('unsent.back'), run: () => all.forEach(keepUnsent) })
  }
  return (
    <Button kind="quiet" icon={<Trash2 aria-hidden="true" />} onClick={drop}>
      {t('unsent.drop')}
    </Button>
  )
}
