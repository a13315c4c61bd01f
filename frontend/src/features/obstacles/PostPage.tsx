import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { lacking } from '@/lib/api/problem'
import { momentsQuery, teamsQuery } from '@/lib/directory'
import { keepDraft, readDraft } from '@/lib/drafts'
import { useLanguage, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { useSettled } from '@/lib/settled'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Columns, Stack } from '@/ui/layout'
import { PageHeader } from '@/ui/PageHeader'
import { Note } from '@/ui/states'
import { toast } from '@/ui/toast'
import { WatchedArea } from '@/ui/Watched'
import { MeToo } from './MeToo'
import styles from './obstacles.module.css'
import { alikeQuery, usePost } from './queries'

const everyone = 'everyone'
const kept = 'obstacle'

/** Posts what gets in the way; who said it already is shown while one types. */
export default function PostPage() {
  const t = useT()
  const [search] = useSearchParams()
  const [text, setText] = useState(() => search.get('text') ?? readDraft<string>(kept) ?? '')
  useEffect(() => keepDraft(kept, text.trim() || null), [text])
  return (
    <>
      <PageHeader
        title={t('obstacles.ask')}
        lead={t('obstacles.askLead')}
        back={{ href: '/obstacles', label: t('shell.obstacles') }}
      />
      <Columns>
        <PostForm text={text} onText={setText} />
        <Stack gap={4}>
          <Alike text={text} />
          <Note>{t('obstacles.nobody')}</Note>
        </Stack>
      </Columns>
    </>
  )
}

function PostForm({ text, onText }: { text: string; onText: (text: string) => void }) {
  const t = useT()
  const { language } = useLanguage()
  const [, navigate] = useLocation()
  const [mine] = usePerson().teams
  const [whose, setWhose] = useState(mine ?? everyone)
  const [moment, setMoment] = useState<string | null>(null)
  const [lacks, setLacks] = useState<unknown>(null)
  const post = usePost()
  const send = () => {
    setLacks(lacking(text.trim() ? [] : ['text']))
    if (!text.trim() || post.isPending) return
    const body = { text, language, team_id: whose === everyone ? undefined : whose, moment_id: moment ?? undefined }
    const onSuccess = ({ id }: { id: string }) => {
      onText('')
      keepDraft(kept, null)
      navigate(`/obstacles/${id}`)
      toast(t('obstacles.posted'))
    }
    post.mutate({ body }, { onSuccess })
  }
  return (
    <Form problem={lacks ?? post.error} onSubmit={send}>
      <WatchedArea
        name="text"
        label={t('obstacles.text')}
        hint={t('obstacles.textHint')}
        lang={language}
        limit={1000}
        rows={4}
        value={text}
        onValue={onText}
      />
      <Whose whose={whose} onWhose={setWhose} />
      <Where moment={moment} onMoment={setMoment} />
      <div>
        <Button type="submit" kind="primary" size="large" pending={post.isPending}>
          {t('obstacles.post')}
        </Button>
      </div>
    </Form>
  )
}

/** One team's of the person's, or everybody's. */
function Whose({ whose, onWhose }: { whose: string; onWhose: (whose: string) => void }) {
  const t = useT()
  const mine = usePerson().teams
  const teams = (useQuery(teamsQuery).data ?? []).filter(({ id }) => mine.includes(id))
  return (
    <Select
      name="team_id"
      label={t('obstacles.whose')}
      options={[
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
        { value: everyone, label: t('obstacles.everyone') },
      ]}
      value={whose}
      onValue={(chosen) => onWhose(chosen ?? everyone)}
    />
  )
}

function Where({ moment, onMoment }: { moment: string | null; onMoment: (moment: string | null) => void }) {
  const t = useT()
  const moments = useQuery(momentsQuery).data ?? []
  if (moments.length === 0) return null
  return (
    <Select
      name="moment_id"
      label={t('obstacles.where')}
      optional
      empty={t('obstacles.whereNone')}
      options={moments.map(({ id, name }) => ({ value: id, label: name }))}
      value={moment}
      onValue={onMoment}
    />
  )
}

/** What others said about the same already: to say "me too" takes less than to write it again. */
function Alike({ text }: { text: string }) {
  const t = useT()
  const found = useQuery(alikeQuery(useSettled(text.trim(), 500))).data?.items ?? []
  if (found.length === 0 || text.trim() === '') return null
  return (
    <section aria-labelledby="alike">
      <h2 id="alike" className={styles.heading}>
        {t('obstacles.alike')}
      </h2>
      <ul className={styles.alike}>
        {found.map((obstacle) => (
          <li key={obstacle.id}>
            <p lang={obstacle.language}>{obstacle.text}</p>
            <MeToo obstacle={obstacle} />
          </li>
        ))}
      </ul>
    </section>
  )
}
