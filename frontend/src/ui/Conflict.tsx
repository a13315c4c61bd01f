import { useEffect, useRef, useState } from 'react'
import { compareWords } from '@/lib/differences'
import { useT } from '@/lib/i18n'
import { Button } from './Button'
import { Card } from './Card'
import { ChoiceChips } from './Choice'
import styles from './Conflict.module.css'
import { conflictPlace } from './conflictPlace'
import { Row } from './layout'

/** A field in which two people wrote, as both versions are written for people. */
export type Disputed<F extends string = string> = { field: F; label: string; mine: string; theirs: string }

type Side = 'mine' | 'theirs'

type ConflictProps<F extends string> = {
  disputed: readonly Disputed<F>[]
  /** Told the fields in which theirs is taken; in all others mine stays. */
  onResolve: (theirs: F[]) => void
  pending?: boolean
  /** The language of what was written. */
  lang?: string
  /** Where the person has just pressed a button, and not while they type. */
  takesFocus?: boolean
}

/** Somebody else wrote in the same fields: both versions, and the choice between them, field by field or for all. */
export function Conflict<F extends string>({ disputed, onResolve, pending, lang, takesFocus }: ConflictProps<F>) {
  const t = useT()
  const [chosen, setChosen] = useState<Partial<Record<F, Side>>>({})
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus) box.current?.focus()
  }, [takesFocus])
  const all = (side: Side) => setChosen(Object.fromEntries(disputed.map(({ field }) => [field, side])) as typeof chosen)
  const open = disputed.filter(({ field }) => !chosen[field])
  const theirs = disputed.flatMap(({ field }) => (chosen[field] === 'theirs' ? field : []))
  return (
    <div ref={box} id={conflictPlace} tabIndex={-1} className={styles.box}>
      <Card title={t('conflict.title')} tone="closed">
        <p role="alert">{t('conflict.why')}</p>
        {disputed.length > 1 && (
          <Row gap={2}>
            <Button onClick={() => all('mine')}>{t('conflict.allMine')}</Button>
            <Button onClick={() => all('theirs')}>{t('conflict.allTheirs')}</Button>
          </Row>
        )}
        {disputed.map((one) => (
          <Choice
            key={one.field}
            {...one}
            lang={lang}
            side={chosen[one.field] ?? null}
            onSide={(side) => setChosen({ ...chosen, [one.field]: side })}
          />
        ))}
        <Row>
          <Button kind="primary" disabled={open.length > 0} pending={pending} onClick={() => onResolve(theirs)}>
            {t('conflict.done')}
          </Button>
        </Row>
      </Card>
    </div>
  )
}

type ChoiceProps = Disputed & { lang?: string; side: Side | null; onSide: (side: Side) => void }

function Choice({ label, mine, theirs, lang, side, onSide }: ChoiceProps) {
  const t = useT()
  const [own, other] = compareWords(mine, theirs)
  return (
    <div className={styles.field}>
      <ChoiceChips
        legend={label}
        options={[
          { value: 'mine', label: t('conflict.keepMine') },
          { value: 'theirs', label: t('conflict.keepTheirs') },
        ]}
        value={side}
        onValue={onSide}
      />
      <div className={styles.versions}>
        <Version label={t('conflict.mine')} pieces={own} lang={lang} />
        <Version label={t('conflict.theirs')} pieces={other} lang={lang} />
      </div>
    </div>
  )
}

type VersionProps = { label: string; pieces: ReturnType<typeof compareWords>[number]; lang?: string }

/** A whole text; what the other does not have stands out. */
function Version({ label, pieces, lang }: VersionProps) {
  const t = useT()
  return (
    <div>
      <p className={styles.whose}>{label}</p>
      <p lang={lang}>
        {pieces.length === 0 && t('conflict.empty')}
        {pieces.map(({ text, own }, at) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move, and equal ones are alike
          return own ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>
        })}
      </p>
    </div>
  )
}
