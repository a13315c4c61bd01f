import { useQuery } from '@tanstack/react-query'
import { AtSign } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { lacking } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Row } from '@/ui/layout'
import styles from './Discussion.module.css'
import { peopleQuery } from './discussionQueries'
import { completed, meant, type Participant, written } from './mentions'

type FormProps = {
  review: string
  text: string
  onText: (text: string) => void
  /** Called with the text as it is sent. */
  onSend: (text: string) => void
  problem: unknown
  pending: boolean
  label: string
  send: string
  children?: ReactNode
}

/** Who is mentioned while it is typed: the people meant by what stands after the last "@". */
function useMentions(review: string, text: string, onText: (text: string) => void) {
  const known = useQuery(peopleQuery(review))
  const place = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<number | null>(null)
  const mention = (person: Participant) => {
    const [next, end] = completed(text, at ?? text.length, person)
    onText(next)
    setAt(null)
    requestAnimationFrame(() => {
      const area = place.current?.querySelector('textarea')
      area?.focus()
      area?.setSelectionRange(end, end)
    })
  }
  /** The text with everyone who is named in it. Right after a reload it may not be known yet who takes part. */
  const named = async (said: string) => {
    const { data } = known.data ? known : await known.refetch()
    return written(said, data?.items ?? [])
  }
  const offered = at === null ? [] : meant(text.slice(0, at), known.data?.items ?? [])
  return { place, offered, mention, named, typedTo: setAt }
}

/** Words in Markdown; who takes part is mentioned by "@" and the name. */
export function CommentForm({ review, text, onText, onSend, problem, pending, label, send, children }: FormProps) {
  const t = useT()
  const mentions = useMentions(review, text, onText)
  const [lacks, setLacks] = useState<unknown>(null)
  const sending = useRef(false)
  const submit = async () => {
    const said = text.trim()
    setLacks(lacking(said ? [] : ['text']))
    if (!said || pending || sending.current) return
    sending.current = true
    const named = await mentions.named(said)
    sending.current = false
    onSend(named)
  }
  return (
    <div ref={mentions.place}>
      <Form onSubmit={submit} problem={lacks ?? problem} isAnswered={(name) => name === 'text' && text.trim() !== ''}>
        <TextArea
          name="text"
          label={label}
          hint={t('discussion.hint')}
          limit={3500}
          value={text}
          onValue={onText}
          onInput={(event) => mentions.typedTo(event.currentTarget.selectionStart)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            event.stopPropagation()
            void submit()
          }}
        />
        <Offered people={mentions.offered} onMention={mentions.mention} />
        <Row>
          <Button type="submit" pending={pending}>
            {send}
          </Button>
          {children}
        </Row>
      </Form>
    </div>
  )
}

/** Those who may be meant, each to be mentioned with one press. */
function Offered({ people, onMention }: { people: Participant[]; onMention: (person: Participant) => void }) {
  const t = useT()
  if (people.length === 0) return null
  return (
    <fieldset className={styles.people}>
      <legend className="visually-hidden">{t('discussion.mention')}</legend>
      {people.map((person) => (
        <Button key={person.id} icon={<AtSign aria-hidden="true" />} onClick={() => onMention(person)}>
          {person.name}
        </Button>
      ))}
    </fieldset>
  )
}
