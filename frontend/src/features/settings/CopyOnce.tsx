import { Check, Copy, KeyRound } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Row, Stack } from '@/ui/layout'
import { Note } from '@/ui/states'
import { announce } from '@/ui/toast'

/** navigator.clipboard is missing where the address is plain http. */
async function copy(box: HTMLInputElement) {
  box.select()
  try {
    await navigator.clipboard.writeText(box.value)
  } catch {
    document.execCommand('copy')
  }
}

type CopyProps = { label: string; hint: string; text: string; children?: ReactNode }

/** A secret that is shown this once; it has the focus, so that it is read out too. */
export function CopyOnce({ label, hint, text, children }: CopyProps) {
  const t = useT()
  const box = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => box.current?.select(), [])
  const press = async () => {
    if (!box.current) return
    await copy(box.current)
    setCopied(true)
    announce(t('settings.copied'))
  }
  const Icon = copied ? Check : Copy
  return (
    <Note tone="accent" icon={KeyRound}>
      <Stack gap={3}>
        <TextField ref={box} label={label} hint={hint} value={text} readOnly spellCheck={false} autoComplete="off" />
        <Row>
          <Button icon={<Icon aria-hidden="true" />} onClick={() => void press()}>
            {t(copied ? 'settings.copied' : 'settings.copy')}
          </Button>
          {children}
        </Row>
      </Stack>
    </Note>
  )
}
