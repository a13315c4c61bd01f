import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/lib/api/client'
import { useT } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { CheckChips } from '@/ui/Choice'
import { Form } from '@/ui/Form'
import { toast } from '@/ui/toast'
import { changed } from './queries'

const moments = ['asking', 'arriving', 'choosing', 'waiting', 'paying', 'collecting', 'complaining'] as const
type Moment = (typeof moments)[number]

/** The points at which nearly everybody meets customers, added with two presses in the person's language. */
export function FirstMoments() {
  const t = useT()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Moment[]>([])
  const add = useMutation({
    mutationFn: async () => {
      for (const one of chosen) {
        const { error } = await http.POST('/api/v1/moments', { body: { name: t(`settings.firstMoment.${one}`) } })
        if (error) throw error
      }
    },
    onSuccess: () => toast(t('settings.saved')),
    onSettled: () => changed.moments(client),
  })
  return (
    <Card>
      <Form problem={add.error} onSubmit={() => add.mutate()}>
        <CheckChips
          legend={t('settings.firstMoments')}
          options={moments.map((value) => ({ value, label: t(`settings.firstMoment.${value}`) }))}
          value={chosen}
          onValue={setChosen}
        />
        {chosen.length > 0 && (
          <Button type="submit" kind="primary" pending={add.isPending}>
            {t('settings.addMoments', { n: chosen.length })}
          </Button>
        )}
      </Form>
    </Card>
  )
}
