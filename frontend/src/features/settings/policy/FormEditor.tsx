import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useFormats } from '@/lib/format'
import { languages, useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { IconButton } from '@/ui/Button'
import { CheckChips } from '@/ui/Choice'
import { Disclosure } from '@/ui/Disclosure'
import { DateField, NumberField, TextArea, TextField } from '@/ui/Field'
import { Row, Stack } from '@/ui/layout'
import { useLimits, useSentence } from './names'
import styles from './Policy.module.css'
import type { Calendar, Draft, Edits, Rule } from './queries'

type EditorProps = { parts: Draft; onEdit: (edits: Edits) => void }

/** Limits, working hours and sentences of the document as a form; leaving a field writes it into the document. */
export function FormEditor({ parts, onEdit }: EditorProps) {
  const t = useT()
  return (
    <Stack gap={5}>
      <Part title={t('settings.limits')}>
        <p>{t('policy.limitsHint')}</p>
        <div className={styles.fields}>
          {parts.limits.map((limit) => (
            <LimitField key={`${limit.limit}=${limit.value}`} {...limit} onEdit={onEdit} />
          ))}
        </div>
      </Part>
      {parts.calendar && (
        <Part title={t('policy.calendar')}>
          <p>{t('policy.calendarHint')}</p>
          <CalendarFields calendar={parts.calendar} onCalendar={(calendar) => onEdit({ calendar })} />
        </Part>
      )}
      <Part title={t('policy.texts')}>
        <p>{t('policy.textsHint')}</p>
        <div>
          {parts.rules.map((rule) => (
            <RuleTexts key={rule.id} rule={rule} parts={parts} onEdit={onEdit} />
          ))}
        </div>
      </Part>
    </Stack>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** What is typed takes effect when the focus leaves it. */
function Left({ onLeft, children }: { onLeft: () => unknown; children: ReactNode }) {
  // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the field inside
  return <div onBlur={onLeft}>{children}</div>
}

type LimitProps = { limit: string; value: number | null; onEdit: (edits: Edits) => void }

function LimitField({ limit, value, onEdit }: LimitProps) {
  const t = useT()
  const { name, unit } = useLimits()
  const factor = limit === 'share_of_base' ? 100 : 1
  const shown = value === null ? null : Number((value * factor).toPrecision(12))
  const [typed, setTyped] = useState(shown)
  const leave = () => {
    if (typed === shown || (typed !== null && typed < 0)) return
    onEdit({ limits: [{ limit, value: typed === null ? null : Number((typed / factor).toPrecision(12)) }] })
  }
  return (
    <Left onLeft={leave}>
      <NumberField
        label={name(limit)}
        hint={limit === 'customer_base' ? t('policy.baseHint') : undefined}
        name={`limits.${limit}`}
        unit={unit(limit)}
        value={typed}
        onValue={setTyped}
        optional="unsaid"
      />
    </Left>
  )
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

type CalendarProps = { calendar: Calendar; onCalendar: (calendar: Calendar) => void }

function CalendarFields({ calendar, onCalendar }: CalendarProps) {
  const t = useT()
  return (
    <Stack gap={4}>
      <CheckChips
        legend={t('policy.days')}
        options={weekdays.map((day) => ({ value: day, label: t(`policy.day.${day}`) }))}
        value={weekdays.filter((day) => calendar.days.includes(day))}
        onValue={(days) => onCalendar({ ...calendar, days: weekdays.filter((day) => days.includes(day)) })}
      />
      <Row align="start">
        {(['from', 'to'] as const).map((end) => (
          <Hour
            key={`${end}=${calendar[end]}`}
            label={t(`policy.${end}`)}
            value={calendar[end]}
            onValue={(hour) => onCalendar({ ...calendar, [end]: hour })}
          />
        ))}
      </Row>
      <Holidays closed={calendar.closed} onClosed={(closed) => onCalendar({ ...calendar, closed })} />
    </Stack>
  )
}

function Hour({ label, value, onValue }: { label: string; value: string; onValue: (hour: string) => void }) {
  const [typed, setTyped] = useState(value)
  return (
    <Left onLeft={() => typed && typed !== value && onValue(typed)}>
      <TextField label={label} type="time" width="short" value={typed} onValue={setTyped} />
    </Left>
  )
}

function Holidays({ closed, onClosed }: { closed: readonly string[]; onClosed: (closed: string[]) => void }) {
  const t = useT()
  const format = useFormats()
  const [day, setDay] = useState<string | null>(null)
  const add = () => {
    if (day && !closed.includes(day)) onClosed([...closed, day].sort())
    setDay(null)
  }
  return (
    <div className={styles.part}>
      <Left onLeft={add}>
        <DateField
          label={t('policy.closed')}
          hint={t('policy.closedHint')}
          value={day}
          onValue={setDay}
          optional="unsaid"
        />
      </Left>
      {closed.length > 0 && (
        <ul className={styles.chips}>
          {closed.map((one) => (
            <li key={one}>
              {format.day(one)}
              <IconButton
                label={t('policy.takeOut', { day: format.day(one) })}
                icon={<X aria-hidden="true" />}
                onClick={() => onClosed(closed.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type TextsProps = { rule: Rule; parts: Draft; onEdit: (edits: Edits) => void }

function RuleTexts({ rule, parts, onEdit }: TextsProps) {
  const t = useT()
  const names = useProposalNames()
  const sentence = useSentence(parts.limits)
  const [open, setOpen] = useState(false)
  return (
    <Disclosure summary={sentence(rule.says)} open={open} onOpen={setOpen}>
      {open && (
        <Stack gap={4}>
          <p>{t('policy.textsOf', { gate: names.gate(rule.gate), route: names.route(rule.route) })}</p>
          {(['says', 'opens'] as const).map((kind) =>
            Object.entries(languages).map(([language, name]) => (
              <Sentence
                key={`${kind}.${language}=${rule[kind][language]}`}
                label={t(`policy.${kind}`, { language: name })}
                language={language}
                value={rule[kind][language] ?? ''}
                onValue={(to) => onEdit({ texts: [{ rule: rule.id, part: `${kind}.${language}`, to }] })}
              />
            )),
          )}
        </Stack>
      )}
    </Disclosure>
  )
}

type SentenceProps = { label: string; language: string; value: string; onValue: (text: string) => void }

function Sentence({ label, language, value, onValue }: SentenceProps) {
  const [typed, setTyped] = useState(value)
  return (
    <Left onLeft={() => typed.trim() && typed !== value && onValue(typed.trim())}>
      <TextArea label={label} lang={language} limit={500} value={typed} onValue={setTyped} />
    </Left>
  )
}
