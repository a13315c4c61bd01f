import { Lightbulb } from 'lucide-react'
import { today } from '@/lib/format'
import { type Key, useT } from '@/lib/i18n'
import { isEmpty } from '@/lib/merge'
import { Button } from '@/ui/Button'
import { fillAndGo, useProposal } from './form'
import { lastOf } from './LastDay'
import type { TextField } from './proposal'
import styles from './propose.module.css'

const examples = ['refund', 'callback', 'note'] as const
const parts = ['title', 'change', 'effect', 'way_back'] as const satisfies readonly TextField[]

/** Three small experiments to begin with; they go as soon as something is written. The risks stay the person's to answer. */
export function Examples() {
  const t = useT()
  const { values, keeper } = useProposal()
  if (parts.some((part) => !isEmpty(values[part]))) return null
  const begin = (name: (typeof examples)[number]) => {
    const texts = Object.fromEntries(parts.map((part) => [part, t(`propose.example.${name}.${part}` as Key)]))
    fillAndGo(keeper, { ...texts, ends_on: lastOf(2, today()) }, 'title')
  }
  return (
    <div className={styles.examples}>
      <p>
        <Lightbulb aria-hidden="true" />
        {t('propose.examples')}
      </p>
      {examples.map((name) => (
        <Button key={name} kind="quiet" onClick={() => begin(name)}>
          {t(`propose.example.${name}.title` as Key)}
        </Button>
      ))}
    </div>
  )
}
