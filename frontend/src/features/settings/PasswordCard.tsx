import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextField } from '@/ui/Field'
import { Form } from '@/ui/Form'
import { toast } from '@/ui/toast'
import { sessionsQuery } from './queries'

const empty = { old_password: '', new_password: '' }

export function PasswordCard() {
  const t = useT()
  const client = useQueryClient()
  const { email } = usePerson()
  const [typed, setTyped] = useState(empty)
  const change = api.useMutation('put', '/api/v1/session/password', {
    onSuccess: async () => {
      setTyped(empty)
      toast(t('settings.passwordChanged'))
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  return (
    <Card title={t('settings.password')}>
      <Form problem={change.error} onSubmit={() => change.mutate({ body: typed })}>
        {/* For password managers, which ask whose password it is. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <TextField
          label={t('settings.oldPassword')}
          name="old_password"
          type="password"
          width="medium"
          autoComplete="current-password"
          value={typed.old_password}
          onValue={(old_password) => setTyped({ ...typed, old_password })}
        />
        <TextField
          label={t('settings.newPassword')}
          hint={t('settings.newPasswordHint')}
          name="new_password"
          type="password"
          width="medium"
          autoComplete="new-password"
          value={typed.new_password}
          onValue={(new_password) => setTyped({ ...typed, new_password })}
        />
        <Button type="submit" pending={change.isPending}>
          {t('settings.changePassword')}
        </Button>
      </Form>
    </Card>
  )
}
