import { useQueries, useQuery } from '@tanstack/react-query'
import { Check, Plus } from 'lucide-react'
import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { useSettled } from '@/lib/settled'
import { fewest, type Like, wordsOf } from '@/lib/similar'
import { AlikeItem } from '@/ui/AlikeItem'
import { Button } from '@/ui/Button'
import { Disclosure } from '@/ui/Disclosure'
import { Link } from '@/ui/Link'
import { useProposal } from './form'
import styles from './propose.module.css'
import { lessonQuery, triedQuery } from './queries'

/** Who tried something like what is being written, beside the door; each lesson may be built on. */
export function Tried() {
  const t = useT()
  const tried = useTried()
  return (
    <section className={styles.tried} aria-label={t('proposal.similar.tried')}>
      <h2>{t('proposal.similar.tried')}</h2>
      <Found {...tried} />
    </section>
  )
}

/** The same on a phone, folded to one line so that nothing moves while somebody writes; unless a lesson brought them here. */
export function TriedFolded() {
  const t = useT()
  const tried = useTried()
  const n = tried.found?.length ?? 0
  const { values } = useProposal()
  const [open] = useState((values.builds_on ?? []).length > 0)
  return (
    <Disclosure open={open} summary={n > 0 ? t('proposal.similar.triedN', { n }) : t('proposal.similar.tried')}>
      <Found {...tried} />
    </Disclosure>
  )
}

type Tries = { found: Like[] | undefined; closed: string[]; written: boolean }

/** What is like the words as they stand, once they have kept still; lessons about the closed gates come first. */
function useTried(): Tries {
  const { values, check, except } = useProposal()
  const closed = [...new Set(check?.reasons.map(({ gate }) => gate))]
  const settled = useSettled(values, 600)
  const { data } = useQuery(triedQuery(settled, except))
  const written = wordsOf(settled).length >= fewest
  return { found: written ? data : undefined, closed, written }
}

function Found({ found, closed, written }: Tries) {
  const t = useT()
  const n = found?.length ?? 0
  const said = !written ? t('proposal.similar.typing') : found && n === 0 ? t('proposal.similar.nobody') : ''
  return (
    <>
      <Chosen found={found ?? []} />
      <p className={styles.triedNone}>{said}</p>
      {n > 0 && (
        <ul>
          {found?.map((like) => (
            <AlikeItem key={like.id} like={like} closed={closed}>
              {like.kind === 'lesson' && <BuildOn lesson={like.id} />}
            </AlikeItem>
          ))}
        </ul>
      )}
      <p role="status" className="visually-hidden">
        {found && (n > 0 ? t('proposal.similar.triedN', { n }) : t('proposal.similar.nobody'))}
      </p>
    </>
  )
}

/** Says that the proposal builds on a lesson, which its team then reads of; pressing again takes it back. */
function BuildOn({ lesson }: { lesson: string }) {
  const t = useT()
  const { values, set } = useProposal()
  const chosen = values.builds_on ?? []
  const built = chosen.includes(lesson)
  const turn = () => set('builds_on', built ? chosen.filter((id) => id !== lesson) : [...chosen, lesson])
  return (
    <Button
      kind="quiet"
      icon={built ? <Check aria-hidden="true" /> : <Plus aria-hidden="true" />}
      aria-pressed={built}
      onClick={turn}
    >
      {t(built ? 'proposal.similar.builtOn' : 'proposal.similar.buildOn')}
    </Button>
  )
}

/** What it builds on already and is not among what is found now. */
function Chosen({ found }: { found: Like[] }) {
  const t = useT()
  const { values } = useProposal()
  const others = (values.builds_on ?? []).filter((id) => found.every((like) => like.id !== id))
  const lessons = useQueries({ queries: others.map(lessonQuery) })
  if (others.length === 0) return null
  return (
    <ul className={styles.triedList}>
      {others.map((id, at) => (
        <li key={id}>
          <Link href={`/lessons/${id}`} lang={lessons[at]?.data?.language}>
            {lessons[at]?.data?.headline ?? t('proposal.similar.lesson')}
          </Link>
          <BuildOn lesson={id} />
        </li>
      ))}
    </ul>
  )
}
