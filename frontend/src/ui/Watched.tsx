import { CircleHelp } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { type Finding, replaced, useFindings, wordsOf } from '@/lib/findings'
import { type Language, useT } from '@/lib/i18n'
import { Button } from './Button'
import { TextArea, type TextAreaProps, TextField, type TextFieldProps } from './Field'
import { Note } from './states'
import { announce } from './toast'
import styles from './Watched.module.css'

type Told = { value: string; onValue: (value: string) => void; lang?: Language }

/**
 * A field that asks a better question beside words that blame or name somebody. It keeps nobody from going on. A page
 * that uses it needs the texts "blame".
 */
export function WatchedArea(props: TextAreaProps & Told) {
  const watch = useFindings(props.value, props.lang)
  return (
    <Watched {...props} {...watch}>
      <TextArea {...props} marks={watch.findings} />
    </Watched>
  )
}

/** The words of customers, who may blame: only names are asked about. */
export function QuotesArea(props: TextAreaProps & Told) {
  const watch = useFindings(props.value, props.lang, true)
  return (
    <Watched {...props} {...watch}>
      <TextArea {...props} marks={watch.findings} />
    </Watched>
  )
}

/** The same as an area, on one line. */
export function WatchedField(props: TextFieldProps & Told) {
  const watch = useFindings(props.value, props.lang)
  return (
    <Watched {...props} {...watch}>
      <TextField {...props} marks={watch.findings} />
    </Watched>
  )
}

type WatchedProps = Told & ReturnType<typeof useFindings> & { children: ReactNode }

function Watched({ value, onValue, lang, findings, leave, children }: WatchedProps) {
  const t = useT()
  const place = useRef<HTMLDivElement>(null)
  useAnnounced(findings.length)
  const goOn = () => place.current?.querySelector<HTMLElement>('textarea, input')?.focus()
  const replace = (finding: Finding) => {
    onValue(replaced(value, finding))
    announce(t('blame.replaced'))
    goOn()
  }
  const keep = (finding: Finding) => {
    leave(finding)
    goOn()
  }
  return (
    <div ref={place} className={styles.watched}>
      {children}
      {findings.length > 0 && (
        <Note tone="accent" icon={CircleHelp}>
          <ul className={styles.findings} aria-label={t('blame.title')}>
            {findings.map((finding) => (
              <li key={`${finding.start}-${finding.category}`}>
                <p>
                  <q lang={lang}>{wordsOf(value, finding)}</q>
                </p>
                <p>{finding.question}</p>
                <div className={styles.ways}>
                  {finding.replace_by && (
                    <Button onClick={() => replace(finding)}>{t('blame.replace', { role: finding.replace_by })}</Button>
                  )}
                  <Button kind="quiet" flush={!finding.replace_by} onClick={() => keep(finding)}>
                    {t('blame.leave')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </Note>
      )}
    </div>
  )
}

/** Says to who cannot see the marks that there are more questions than before. */
function useAnnounced(n: number) {
  const t = useT()
  const before = useRef(n)
  useEffect(() => {
    if (n > before.current) announce(t('blame.new', { n }))
    before.current = n
  }, [n, t])
}
