import { setLetters, useLetters, useShownHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { Checkbox } from '@/ui/Choice'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Prose'
import styles from './Help.module.css'

/** Every key that works on the present page, and a switch for those of a single letter. */
export default function Help({ onClose }: { onClose: () => void }) {
  const t = useT()
  const hotkeys = useShownHotkeys()
  const letters = useLetters()
  return (
    <Dialog title={t('shell.keys')} onClose={onClose} light>
      <ul className={styles.list}>
        {hotkeys.map(({ keys, label }) => (
          <li key={keys + label}>
            {label} <Kbd keys={keys} always />
          </li>
        ))}
      </ul>
      <Checkbox label={t('shell.letters')} hint={t('shell.lettersHint')} checked={letters} onChecked={setLetters} />
    </Dialog>
  )
}
