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

/** Words in Markdown; who takes part is mentioned by "@" and the name. */
export function CommentForm({ review, text, onText, onSend, problem, pending, label, send, children }: FormProps) {
  const t = useT()
  const known = useQuery(peopleQuery(review))
  const people = known.data?.items ?? []
  const form = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<number | null>(null)
  const [lacks, setLacks] = useState<unknown>(null)
  const offered = at === null ? [] : meant(text.slice(0, at), people)
  const sending = useRef(false)
  const submit = async () => {
    const said = text.trim()
    setLacks(lacking(said ? [] : ['text']))
    if (!said || pending || sending.current) return
    sending.current = true
    // Right after a reload it may not be known yet who takes part.
    const { data } = known.data ? known : await known.refetch()
    sending.current = false
    onSend(written(said, data?.items ?? []))
  }
  const mention = (person: Participant) => {
    const [next, place] = completed(text, at ?? text.length, person)
    onText(next)
    setAt(null)
    requestAnimationFrame(() => {
      const area = form.current?.querySelector('textarea')
      area?.focus()
      area?.setSelectionRange(place, place)
    })
  }
  return (
    <div ref={form}>
      <Form onSubmit={submit} problem={lacks ?? problem} isAnswered={(name) => name === 'text' && text.trim() !== ''}>
        <TextArea
          name="text"
          label={label}
          hint={t('discussion.hint')}
          limit={3500}
          value={text}
          onValue={onText}
          onInput={(event) => setAt(event.currentTarget.selectionStart)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            event.stopPropagation()
            void submit()
          }}
        />
        {offered.length > 0 && (
          <fieldset className={styles.people}>
            <legend className="visually-hidden">{t('discussion.mention')}</legend>
            {offered.map((person) => (
              <Button key={person.id} icon={<AtSign aria-hidden="true" />} onClick={() => mention(person)}>
                {person.name}
              </Button>
            ))}
          </fieldset>
        )}
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
