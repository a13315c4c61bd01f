import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useT } from '@/lib/i18n'
import { Button } from './Button'
import { Dialog } from './Dialog'

type FiltersButtonProps = { /** What the button says that leads back to the list. */ show: string; children: ReactNode }

/** What narrows a list, behind one button. */
export function FiltersButton({ show, children }: FiltersButtonProps) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button icon={<SlidersHorizontal aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('ui.filters')}
      </Button>
      {open && (
        <Dialog
          title={t('ui.filters')}
          light
          onClose={close}
          actions={
            <Button kind="primary" onClick={close}>
              {show}
            </Button>
          }
        >
          {children}
        </Dialog>
      )}
    </>
  )
}
