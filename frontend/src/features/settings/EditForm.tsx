import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { asProblem } from '@/lib/api/problem'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Form } from '@/ui/Form'
import { Row } from '@/ui/layout'

type EditProps = {
  onSubmit: (values: Record<string, string>) => void
  saving: { isPending: boolean; error: unknown }
  children: ReactNode
}

/** A form over something that others may change too: when they were faster, it offers to load theirs. */
export function EditForm({ onSubmit, saving, children }: EditProps) {
  const t = useT()
  const isStale = asProblem(saving.error)?.status === 412
  return (
    <Form problem={saving.error} onSubmit={onSubmit}>
      {children}
      <Row>
        <Button type="submit" kind="primary" pending={saving.isPending}>
          {t('settings.save')}
        </Button>
        {isStale && (
          <Button icon={<RotateCw aria-hidden="true" />} onClick={() => location.reload()}>
            {t('settings.reload')}
          </Button>
        )}
      </Row>
    </Form>
  )
}
