import { useT } from '@/lib/i18n'
import { TextArea, TextField } from '@/ui/Field'

type Words = { name: string; description: string }

type FieldsProps = { values: Words; onValues: (part: Partial<Words>) => void }

export function MomentFields({ values: { name, description }, onValues }: FieldsProps) {
  const t = useT()
  return (
    <>
      <TextField
        label={t('settings.momentName')}
        hint={t('settings.momentNameHint')}
        name="name"
        value={name}
        onValue={(name) => onValues({ name })}
        autoComplete="off"
      />
      <TextArea
        label={t('settings.momentDescription')}
        hint={t('settings.momentDescriptionHint')}
        name="description"
        value={description}
        onValue={(description) => onValues({ description })}
        optional
      />
    </>
  )
}
