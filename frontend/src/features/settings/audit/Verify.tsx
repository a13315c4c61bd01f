import { useMutation } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/lib/format'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { Stack } from '@/ui/layout'
import { Note } from '@/ui/states'
import { CopyOnce } from '../CopyOnce'
import { isHead, type Verification, verify } from './queries'

/** "Is it whole?": checks the log against its seals, and against a head that somebody has kept. */
export function Verify() {
  const t = useT()
  const format = useFormats()
  const [head, setHead] = useState('')
  const [done, setDone] = useState<{ checked: number; all: number } | null>(null)
  const check = useMutation({
    mutationFn: () => verify(head.trim(), (checked, all) => setDone({ checked, all })),
    onSettled: () => setDone(null),
  })
  const isWrong = head.trim() !== '' && !isHead(head.trim())
  return (
    <Card title={t('audit.whole')}>
      <Form problem={check.error} onSubmit={() => isWrong || check.isPending || check.mutate()}>
        <p>{t('audit.wholeHow')}</p>
        <TextField
          name="head"
          label={t('audit.noted')}
          hint={t('audit.notedHint')}
          error={isWrong ? t('audit.notedWrong') : undefined}
          optional
          value={head}
          onValue={setHead}
          spellCheck={false}
          autoComplete="off"
        />
        <div>
          <Button type="submit" pending={check.isPending}>
            {t('audit.check')}
          </Button>
        </div>
        <div role="status">
          {done && <p>{t('audit.checking', { n: format.number(done.checked), all: format.number(done.all) })}</p>}
          {check.data && !check.isPending && <Result found={check.data} />}
        </div>
      </Form>
    </Card>
  )
}

function Result({ found }: { found: Verification }) {
  const t = useT()
  const { broken } = found
  return (
    <Stack gap={4}>
      {broken ? (
        <Note tone="closed" icon={ShieldAlert}>
          <p>
            <strong>{t('audit.broken')}</strong>
          </p>
          <p>{t(`audit.flaw.${broken.what}`, { position: broken.position, seq: broken.seq })}</p>
          <p>{t('audit.brokenDo')}</p>
        </Note>
      ) : (
        <Note tone="open" icon={ShieldCheck}>
          <p>
            <strong>{t('audit.isWhole', { n: found.checked })}</strong>
          </p>
          {found.unchained > 0 && <p>{t('audit.unchained', { n: found.unchained })}</p>}
        </Note>
      )}
      {!broken && found.length > 0 && (
        <CopyOnce key={found.head} label={t('audit.head')} hint={t('audit.headWhy')} text={found.head} />
      )}
    </Stack>
  )
}
