import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button, ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { CopyDialog } from './Copy'
import { MakeTemplate } from './MakeTemplate'
import { useIsMine } from './mine'
import type { Experiment } from './queries'

/** What the team wants to do now, and the way there. */
export function WhatNext({ experiment }: { experiment: Experiment }) {
  const t = useT()
  const isMine = useIsMine(experiment)
  const next = experiment.conclusion?.next
  if (!next || !isMine) return null
  return (
    <Card title={t('experiments.whatNext')}>
      <p>
        <strong>{t(`experiments.way.${next}`)}.</strong> {t(`conclusions.way.${next}`)}
      </p>
      <div>
        <Way experiment={experiment} next={next} />
      </div>
    </Card>
  )
}

type Next = NonNullable<NonNullable<Experiment['conclusion']>['next']>

function Way({ experiment, next }: { experiment: Experiment; next: Next }) {
  const t = useT()
  const { teams } = usePerson()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  if (next === 'drop')
    return <ButtonLink href={`/experiments/${experiment.key}?tab=lesson`}>{t('conclusions.do.drop')}</ButtonLink>
  if (next !== 'keep' && teams.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(`conclusions.do.${next}`)}</Button>
      {open && next === 'keep' && <MakeTemplate experiment={experiment} onClose={close} />}
      {open && next !== 'keep' && <CopyDialog experiment={experiment} as={next} onClose={close} />}
    </>
  )
}
