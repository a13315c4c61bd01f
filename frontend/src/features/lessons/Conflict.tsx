import { type Key, useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Row, Stack } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import styles from './Editor.module.css'
import { contentOf, type LessonForm } from './form'
import type { useKeeping } from './keeping'

type Conflicted = NonNullable<ReturnType<typeof useKeeping>['conflict']>
type Content = ReturnType<typeof contentOf>

const shown: [keyof Content, Key][] = [
  ['headline', 'lessons.headline'],
  ['happened', 'lessons.happened'],
  ['surprise', 'lessons.surprise'],
  ['conditions', 'lessons.conditions'],
  ['seemed_sensible', 'lessons.sensible'],
  ['went_well', 'lessons.well'],
  ['noticed', 'lessons.noticed'],
  ['applies', 'lessons.applies'],
  ['applies_not', 'lessons.appliesNot'],
  ['what_next', 'lessons.next'],
  ['follow_ups', 'lessons.followUps'],
  ['tags', 'lessons.tags'],
]

type ConflictProps = { conflict: Conflicted; mine: LessonForm; language?: string }

/** Somebody of the team saved in between: both texts beside each other, and nothing is lost before one is chosen. */
export function Conflict({ conflict, mine, language }: ConflictProps) {
  const t = useT()
  const [own, other] = [contentOf(mine), contentOf(conflict.theirs)]
  const differing = shown.filter(([name]) => written(own[name]) !== written(other[name]))
  return (
    <div role="alert" className={styles.conflict}>
      <Card tone="closed" title={t('lessons.conflict')}>
        <p>{t('lessons.conflictWhy')}</p>
        <Stack gap={4}>
          {differing.map(([name, label]) => (
            <section key={name}>
              <h3>{t(label)}</h3>
              <div className={styles.pair} lang={language}>
                <Version label={t('lessons.mine')} text={written(own[name])} />
                <Version label={t('lessons.theirs')} text={written(other[name])} />
              </div>
            </section>
          ))}
        </Stack>
        <Row gap={2}>
          <Button onClick={conflict.keepMine}>{t('lessons.keepMine')}</Button>
          <Button onClick={conflict.takeTheirs}>{t('lessons.takeTheirs')}</Button>
        </Row>
      </Card>
    </div>
  )
}

function Version({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className={styles.here}>{label}</p>
      <Prose>{text || '–'}</Prose>
    </div>
  )
}

/** Lists in lines of their own: the words of a condition or follow-up are what can be compared. */
function written(value: Content[keyof Content]): string {
  if (!Array.isArray(value)) return value ?? ''
  return value
    .map((one) => (typeof one === 'string' ? one : 'text' in one ? one.text : `${one.what} ${one.reason ?? ''}`.trim()))
    .join('\n')
}
