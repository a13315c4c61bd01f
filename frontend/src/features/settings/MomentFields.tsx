import { useT } from '@/lib/i18n'
import { TextArea, TextField } from '@/ui/Field'
import type { Moment } from './queries'

export function MomentFields({ moment }: { moment?: Moment }) {
  const t = useT()
  return (
    <>
      <TextField
        label={t('settings.momentName')}
        hint={t('settings.momentNameHint')}
        name="name"
        defaultValue={moment?.name}
        autoComplete="off"
      />
      <TextArea
        label={t('settings.momentDescription')}
        hint={t('settings.momentDescriptionHint')}
        name="description"
        defaultValue={moment?.description}
        optional
      />
    </>
  )
}
