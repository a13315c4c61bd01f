import { Hand } from 'lucide-react'
import { asProblem, problemText } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { announce, toast } from '@/ui/toast'
import styles from './obstacles.module.css'
import { type Obstacle, useMeToo, useTakeBack } from './queries'

/** How many others say so, and the way to be one of them; once each, and it can be taken back. */
export function MeToo({ obstacle }: { obstacle: Obstacle }) {
  const t = useT()
  const say = useMeToo()
  const takeBack = useTakeBack()
  const { actions, me_too: n, said_it: said, state, id } = obstacle
  const press = (done: typeof say | typeof takeBack, words: 'obstacles.said' | 'obstacles.takenBack') =>
    done.mutate(
      { params: { path: { id } } },
      {
        onSuccess: () => announce(t(words)),
        onError: (error) => toast(problemText(t, asProblem(error) ?? {})),
      },
    )
  return (
    <div className={styles.meToo}>
      {state !== 'removed' && (said || actions.includes('me_too')) && (
        <Button
          icon={<Hand aria-hidden="true" />}
          aria-pressed={said}
          pending={say.isPending || takeBack.isPending}
          onClick={() => (said ? press(takeBack, 'obstacles.takenBack') : press(say, 'obstacles.said'))}
        >
          {t('obstacles.meToo')}
        </Button>
      )}
      <span className={styles.count}>{n > 0 && t(said ? 'obstacles.othersAndYou' : 'obstacles.others', { n })}</span>
    </div>
  )
}
