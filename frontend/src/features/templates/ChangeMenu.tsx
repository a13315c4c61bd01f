import { Archive, ArchiveRestore, Ellipsis, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { AskDialog } from '@/ui/AskDialog'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { MenuButton, Popover } from '@/ui/Popover'
import { toast } from '@/ui/toast'
import { type Template, useChange } from './queries'

type Asked = 'name' | 'retire'

/** What its team and administrators may change. */
export function ChangeMenu({ template }: { template: Template }) {
  const t = useT()
  const change = useChange(template.id)
  const [asked, setAsked] = useState<Asked | null>(null)
  const params = { path: { id: template.id } }
  const close = () => setAsked(null)
  const bringBack = () =>
    change.mutate({ params, body: { retired: false } }, { onSuccess: () => toast(t('templates.broughtBack')) })
  return (
    <>
      <Popover
        button={(wiring) => (
          <Button kind="quiet" icon={<Ellipsis aria-hidden="true" />} {...wiring}>
            {t('shell.more')}
          </Button>
        )}
      >
        <MenuButton icon={<PencilLine aria-hidden="true" />} onClick={() => setAsked('name')}>
          {t('templates.rename')}
        </MenuButton>
        {template.retired ? (
          <MenuButton icon={<ArchiveRestore aria-hidden="true" />} onClick={bringBack}>
            {t('templates.bringBack')}
          </MenuButton>
        ) : (
          <MenuButton icon={<Archive aria-hidden="true" />} onClick={() => setAsked('retire')}>
            {t('templates.retire')}
          </MenuButton>
        )}
      </Popover>
      {asked === 'name' && <Rename template={template} onClose={close} />}
      {asked === 'retire' && <Retire template={template} onClose={close} />}
    </>
  )
}

type AskedProps = { template: Template; onClose: () => void }

function Rename({ template, onClose }: AskedProps) {
  const t = useT()
  const change = useChange(template.id)
  const [name, setName] = useState(template.name)
  const submit = () =>
    change.mutate(
      { params: { path: { id: template.id } }, body: { name } },
      {
        onSuccess: () => {
          onClose()
          toast(t('templates.renamed'))
        },
      },
    )
  return (
    <AskDialog
      title={t('templates.rename')}
      action={t('templates.renameIt')}
      cancel={t('templates.cancel')}
      asked={change}
      onSend={submit}
      onClose={onClose}
    >
      <TextField name="name" label={t('templates.name')} value={name} onValue={setName} limit={100} />
    </AskDialog>
  )
}

function Retire({ template, onClose }: AskedProps) {
  const t = useT()
  const change = useChange(template.id)
  const submit = () =>
    change.mutate(
      { params: { path: { id: template.id } }, body: { retired: true } },
      {
        onSuccess: () => {
          onClose()
          toast(t('templates.retiredNow'))
        },
      },
    )
  return (
    <AskDialog
      title={t('templates.retireTitle')}
      action={t('templates.retire')}
      cancel={t('templates.cancel')}
      asked={change}
      onSend={submit}
      onClose={onClose}
    >
      <p>{t('templates.retireWhy')}</p>
    </AskDialog>
  )
}
