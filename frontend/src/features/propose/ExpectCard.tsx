import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { Disclosure } from '@/ui/Disclosure'
import { NumberField, TextArea, TextField } from '@/ui/Field'
import { Note } from '@/ui/states'
import { useProposal } from './form'
import { Place } from './Place'
import styles from './propose.module.css'

export function ExpectCard() {
  const t = useT()
  const { text, isOneWay, isFrozen } = useProposal()
  const [open, setOpen] = useState(false)
  const frozen = isFrozen('effect')
  return (
    <Card step={2} title={t('propose.card.expect')}>
      {frozen && <Note>{t('propose.frozen')}</Note>}
      <fieldset className={styles.fields} disabled={frozen}>
        <Place field="effect">
          <TextArea {...text('effect')} label={t('propose.effect')} hint={t('propose.effectHint')} limit={4000} />
        </Place>
        <Place field="because">
          <TextArea
            {...text('because')}
            label={t('propose.because')}
            hint={t(isOneWay ? 'propose.becauseNeeded' : 'propose.becauseHint')}
            limit={4000}
            optional={!isOneWay}
          />
        </Place>
      </fieldset>
      <Disclosure
        summary={t(isOneWay ? 'propose.more.expectNeeded' : 'propose.more.expect')}
        open={open || isOneWay}
        onOpen={setOpen}
      >
        <Signal />
      </Disclosure>
    </Card>
  )
}

function Signal() {
  const t = useT()
  const { text, values, isOneWay, isFrozen } = useProposal()
  return (
    <div className={styles.fields}>
      <Place field="signal.name">
        <TextField
          {...text('signal.name')}
          label={t('propose.signal')}
          hint={t(isOneWay ? 'propose.signalNeeded' : 'propose.signalHint')}
          limit={200}
          optional={!isOneWay}
          disabled={isFrozen('signal.name')}
        />
      </Place>
      <Place field="counter_signal">
        <TextField
          {...text('counter_signal')}
          label={t('propose.counterSignal')}
          hint={t(isOneWay ? 'propose.counterSignalNeeded' : 'propose.counterSignalHint')}
          limit={1000}
          optional={!isOneWay}
        />
      </Place>
      {values.counter_signal?.trim() && <HollowIf />}
      <Disclosure summary={t('propose.more.signal')}>
        <div className={styles.fields}>
          <Numbers />
          <TextArea {...text('gaming_risk')} label={t('propose.gamingRisk')} limit={4000} optional />
          <TextField {...text('strategy_goal')} label={t('propose.strategyGoal')} limit={1000} optional />
        </div>
      </Disclosure>
    </div>
  )
}

/** From where to where the number should go. */
function Numbers() {
  const t = useT()
  const { text, values, keeper, isFrozen, set } = useProposal()
  return (
    <fieldset className={styles.fields} disabled={isFrozen('signal.name')}>
      <ChoiceChips
        legend={t('propose.direction')}
        options={[
          { value: 'up', label: t('propose.up') },
          { value: 'down', label: t('propose.down') },
        ]}
        value={values['signal.direction'] ?? null}
        onValue={(direction) => set('signal.direction', direction)}
      />
      <div className={styles.pair}>
        <NumberField
          label={t('propose.baseline')}
          value={values['signal.baseline'] ?? null}
          onValue={(n) => keeper.fill({ 'signal.baseline': n ?? undefined })}
          unit={values['signal.unit']}
          optional
        />
        <NumberField
          label={t('propose.target')}
          value={values['signal.target'] ?? null}
          onValue={(n) => keeper.fill({ 'signal.target': n ?? undefined })}
          unit={values['signal.unit']}
          optional
        />
        <TextField {...text('signal.unit')} label={t('propose.unit')} limit={100} optional />
      </div>
    </fieldset>
  )
}

/** Where the other number would have to go for a hollow win: chosen beforehand, or it is chosen to fit. */
function HollowIf() {
  const t = useT()
  const { values, keeper, isFrozen, set } = useProposal()
  return (
    <fieldset className={styles.fields} disabled={isFrozen('hollow_if.direction')} data-field="hollow_if">
      <ChoiceChips
        legend={t('propose.hollowWay')}
        hint={t('propose.hollowHint')}
        options={[
          { value: 'up', label: t('propose.hollowUp') },
          { value: 'down', label: t('propose.hollowDown') },
        ]}
        value={values['hollow_if.direction'] ?? null}
        onValue={(direction) => set('hollow_if.direction', direction)}
      />
      {values['hollow_if.direction'] && (
        <NumberField
          label={t(values['hollow_if.direction'] === 'up' ? 'propose.hollowAbove' : 'propose.hollowBelow')}
          hint={t('propose.hollowLimitHint')}
          value={values['hollow_if.limit'] ?? null}
          onValue={(n) => keeper.fill({ 'hollow_if.limit': n ?? undefined })}
          optional
        />
      )}
    </fieldset>
  )
}
