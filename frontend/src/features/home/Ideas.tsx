import { ArrowRight, DoorOpen, Plus } from 'lucide-react'
import { Link as RouteLink, useLocation } from 'wouter'
import { useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { ButtonLink } from '@/ui/Button'
import { Kbd } from '@/ui/Prose'
import styles from './Ideas.module.css'

const ideas = ['hold', 'late', 'bill'] as const

/** Nothing waits: time to try something. Each annoyance opens a proposal that begins with what could be tried. */
export default function Ideas() {
  const t = useT()
  const [, navigate] = useLocation()
  useHotkeys([{ keys: 'Enter', label: t('shell.propose'), run: () => navigate('/propose') }])
  return (
    <section className={styles.calm} aria-labelledby="nothing">
      <DoorOpen aria-hidden="true" />
      <div>
        <h2 id="nothing">{t('home.nothing')}</h2>
        <p>{t('home.annoyed')}</p>
      </div>
      <ul className={styles.ideas}>
        {ideas.map((idea) => (
          <li key={idea}>
            <Idea annoyed={t(`home.idea.${idea}.annoyed`)} title={t(`home.idea.${idea}.title`)} />
          </li>
        ))}
      </ul>
      <div className={styles.own}>
        <ButtonLink kind="primary" size="large" href="/propose" icon={<Plus aria-hidden="true" />}>
          {t('home.own')}
        </ButtonLink>
        <Kbd keys="Enter" />
      </div>
    </section>
  )
}

function Idea({ annoyed, title }: { annoyed: string; title: string }) {
  return (
    <RouteLink href={`/propose?${new URLSearchParams({ title })}`} className={styles.idea}>
      <span>{annoyed}</span>
      <span>
        <ArrowRight aria-hidden="true" />
        {title}
      </span>
    </RouteLink>
  )
}
