import type { ReactNode } from 'react'
import type { Edit } from '@/lib/edit'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Conflict } from '@/ui/Conflict'
import { Form } from '@/ui/Form'
import { Row } from '@/ui/layout'

/** How a field is called, and how its value is written for people where it is no text. */
type Named<V> = { [F in keyof V & string]: { label: string; written?: (value: V[F]) => string } }

type EditProps<V extends object> = { edit: Edit<V>; named: Named<V>; children: ReactNode }

/** A form over something that others may change too: when they were faster, both versions are shown. */
export function EditForm<V extends object>({ edit, named, children }: EditProps<V>) {
  const t = useT()
  const { values, saving, dispute } = edit
  const text = <F extends keyof V & string>(field: F, value: V[F]) => (named[field].written ?? String)(value)
  return (
    <>
      {dispute && (
        <Conflict
          takesFocus
          disputed={dispute.fields.map((field) => ({
            field,
            label: named[field].label,
            mine: text(field, values[field]),
            theirs: text(field, dispute.theirs[field]),
          }))}
          onResolve={edit.resolve}
        />
      )}
      <Form problem={saving.error} onSubmit={edit.submit}>
        {children}
        {!dispute && (
          <Row>
            <Button type="submit" kind="primary" pending={saving.isPending}>
              {t('settings.save')}
            </Button>
          </Row>
        )}
      </Form>
    </>
  )
}
