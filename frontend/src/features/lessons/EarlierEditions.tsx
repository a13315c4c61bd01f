import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { Disclosure } from '@/ui/Disclosure'
import { Link } from '@/ui/Link'
import { MoreButton } from '@/ui/MoreButton'
import { Unloaded } from '@/ui/states'
import styles from './Editions.module.css'
import { editionsQuery, type Lesson } from './queries'

/** What was published of a lesson before: asked for when it is opened. */
export default function EarlierEditions({ lesson }: { lesson: Lesson }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <Disclosure summary={t('lessons.earlier', { n: lesson.edition - 1 })} onOpen={setOpen}>
      {open && <Editions lesson={lesson} />}
    </Disclosure>
  )
}

function Editions({ lesson: { id, edition, language } }: { lesson: Lesson }) {
  const t = useT()
  const found = useInfiniteQuery(editionsQuery(id))
  if (!found.data) return <Unloaded query={found} lines={2} />
  const earlier = found.data.pages.flatMap((page) => page.items).filter((one) => one.edition < edition)
  return (
    <>
      <ul className={styles.editions}>
        {earlier.map(({ edition: n, headline }) => (
          <li key={n}>
            <Link href={`/lessons/${id}/editions/${n}`}>{t('lessons.editionN', { n })}</Link>
            <span lang={language}>{headline}</span>
          </li>
        ))}
      </ul>
      <MoreButton list={found}>{t('lessons.more')}</MoreButton>
    </>
  )
}
