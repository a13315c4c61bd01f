import { WifiOff } from 'lucide-react'
import { Suspense, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { listenForHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { whenIdle } from '@/lib/idle'
import { useValue } from '@/lib/observable'
import { sessionEnded } from '@/lib/renewal'
import { leaving } from '@/lib/session'
import { useUnsent } from '@/lib/unsent'
import { Skeleton } from '@/ui/states'
import { ErrorBoundary } from './ErrorBoundary'
import { useGlobalHotkeys } from './keys'
import { NotFound } from './NotFound'
import { Bar, Rail } from './navigation'
import { Help, Idle, Palette } from './overlays'
import { Leaving, pages, Sender, SignInAgain } from './pages'
import styles from './Shell.module.css'
import { Top } from './Top'

type Overlay = 'palette' | 'help'

/** What stays while the pages change. */
export function Shell() {
  const t = useT()
  const [place] = useLocation()
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const [idle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => setIdle(true)), [])
  useLayoutEffect(listenForHotkeys, [])
  useGlobalHotkeys(setOverlay)
  const close = (closed: Overlay) => setOverlay((open) => (open === closed ? null : open))
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('shell.skip')}
      </a>
      <Rail />
      <div>
        <Top onSearch={() => setOverlay('palette')} onHelp={() => setOverlay('help')} />
        <OfflineBanner />
        <main id="main" tabIndex={-1} className={styles.main}>
          <ErrorBoundary place={place}>
            <Suspense fallback={<Skeleton lines={5} />}>
              <Switch>
                {pages.map(({ path, page }) => (
                  <Route key={path} path={path} component={page} />
                ))}
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Bar />
      <Suspense>
        <Over overlay={overlay} onClose={close} />
      </Suspense>
      <Suspense>{idle && <Idle />}</Suspense>
    </div>
  )
}

type OverProps = { overlay: Overlay | null; onClose: (closed: Overlay) => void }

/** What is asked for over the page, by a person or by what became of the session and of what waits to be sent. */
function Over({ overlay, onClose }: OverProps) {
  const ended = useValue(sessionEnded)
  const asked = useValue(leaving)
  const waiting = useUnsent().length > 0
  return (
    <>
      {overlay === 'palette' && <Palette onClose={() => onClose('palette')} />}
      {overlay === 'help' && <Help onClose={() => onClose('help')} />}
      {ended && !asked && <SignInAgain />}
      {asked && <Leaving />}
      {waiting && <Sender />}
    </>
  )
}

const connection = (listener: () => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

function OfflineBanner() {
  const t = useT()
  const online = useSyncExternalStore(connection, () => navigator.onLine)
  return (
    <div role="status">
      {!online && (
        <p className={styles.offline}>
          <WifiOff aria-hidden="true" />
          {t('shell.offline')}
        </p>
      )}
    </div>
  )
}
