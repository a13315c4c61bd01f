import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useEdit } from '@/lib/edit'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { Button } from '@/ui/Button'
import { Conflict } from '@/ui/Conflict'
import { Dialog } from '@/ui/Dialog'
import { Disclosure } from '@/ui/Disclosure'
import { Row, Stack } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { CommentForm } from './CommentForm'
import styles from './Discussion.module.css'
import { type Comment, commentQuery, peopleQuery, useRemove, useReword } from './discussionQueries'
import { typed, written } from './mentions'

type CommentProps = { review: string; comment: Comment }

/** What somebody said; its author may change or remove it. */
export function Said({ review, comment }: CommentProps) {
  const t = useT()
  const [edits, setEdits] = useState(false)
  if (comment.removed_at) return <p className={styles.quiet}>{t('discussion.removed')}</p>
  if (edits) return <Reword review={review} comment={comment} onDone={() => setEdits(false)} />
  return (
    <>
      <Markdown html={comment.html} />
      {comment.edited_at && <Earlier review={review} comment={comment} />}
      {comment.may_edit && (
        <Row gap={1}>
          <Button kind="quiet" onClick={() => setEdits(true)}>
            {t('discussion.edit')}
          </Button>
          <Remove review={review} comment={comment} />
        </Row>
      )}
    </>
  )
}

function Markdown({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server makes it of Markdown and cleans it, and no script in it may run
  return <div className={styles.markdown} dangerouslySetInnerHTML={{ __html: html }} />
}

/** What it said before it was edited. */
function Earlier({ review, comment }: CommentProps) {
  const t = useT()
  const format = useFormats()
  const [open, setOpen] = useState(false)
  const query = useQuery({ ...commentQuery(review, comment.id), enabled: open })
  return (
    <Disclosure summary={t('discussion.edited')} open={open} onOpen={setOpen}>
      {open && (
        <Loaded query={query}>
          {({ earlier = [] }) => (
            <Stack gap={3}>
              {earlier.map(({ version, html, at }) => (
                <div key={version}>
                  <p className={styles.quiet}>{format.moment(at)}</p>
                  <Markdown html={html} />
                </div>
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </Disclosure>
  )
}

type RewordProps = CommentProps & { onDone: () => void }

/** The words as they are being changed, beside the same author's in another window. */
function useRewording({ review, comment, onDone }: RewordProps) {
  const people = useQuery(peopleQuery(review)).data?.items ?? []
  const version = useRef(comment.version)
  const reword = useReword()
  const path = { id: review, comment: comment.id }
  return useEdit({
    start: { text: typed(comment.text ?? '') },
    save: async ({ text }) => {
      const header = { 'If-Match': `"${version.current}"` }
      await reword.mutateAsync({ params: { path, header }, body: { text: written(text.trim(), people) } })
      onDone()
    },
    read: async () => {
      const theirs = await queryClient.fetchQuery({ ...commentQuery(review, comment.id), staleTime: 0 })
      version.current = theirs.version
      return { text: typed(theirs.text ?? '') }
    },
  })
}

function Reword(props: RewordProps) {
  const t = useT()
  const { review, onDone } = props
  const edit = useRewording(props)
  const { text } = edit.values
  return (
    <>
      {edit.dispute && (
        <Conflict
          takesFocus
          disputed={[{ field: 'text', label: t('discussion.edit'), mine: text, theirs: edit.dispute.theirs.text }]}
          onResolve={edit.resolve}
        />
      )}
      <CommentForm
        review={review}
        text={text}
        onText={(text) => edit.set({ text })}
        problem={edit.saving.error}
        pending={edit.saving.isPending}
        label={t('discussion.edit')}
        send={t('discussion.save')}
        onSend={edit.submit}
      >
        <Button kind="quiet" onClick={onDone}>
          {t('discussion.cancel')}
        </Button>
      </CommentForm>
    </>
  )
}

function Remove({ review, comment }: CommentProps) {
  const t = useT()
  const [asks, setAsks] = useState(false)
  const remove = useRemove()
  return (
    <>
      <Button kind="quiet" onClick={() => setAsks(true)}>
        {t('discussion.remove')}
      </Button>
      {asks && (
        <Dialog
          title={t('discussion.removeTitle')}
          onClose={() => setAsks(false)}
          actions={
            <Button
              kind="danger"
              pending={remove.isPending}
              onClick={() => remove.mutate({ params: { path: { id: review, comment: comment.id } } })}
            >
              {t('discussion.remove')}
            </Button>
          }
        >
          <p>{t('discussion.removeWhy')}</p>
        </Dialog>
      )}
    </>
  )
}
