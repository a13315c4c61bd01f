import type { ReactNode } from 'react'
import { Logo } from '@/ui/Logo'
import { LanguageSelect, ThemeButton } from './controls'
import styles from './Plain.module.css'

/** A page before there is a person: the name, the language, and one thing to do. */
export function Plain({ children }: { children: ReactNode }) {
  return (
    <div className={styles.plain}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <Logo /> Ajar
        </span>
        <div className={styles.controls}>
          <LanguageSelect />
          <ThemeButton />
        </div>
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  )
}
