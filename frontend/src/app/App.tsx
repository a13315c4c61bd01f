import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { asProblem, isPassing } from '@/lib/api/problem'
import { LanguageProvider } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { enter, sessionQuery } from '@/lib/session'
import { ErrorState, Skeleton } from '@/ui/states'
import { Toasts } from '@/ui/toast'
import { ErrorBoundary } from './ErrorBoundary'
import { Plain } from './Plain'
import { publicPages, SignInPage } from './pages'
import { Shell } from './Shell'

export function App() {
  const [place] = useLocation()
  return (
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary place={place}>
          <Switch>
            {publicPages.map(({ path, page: Page }) => (
              <Route key={path} path={path}>
                <Plain>
                  <Suspense fallback={<Skeleton lines={4} />}>
                    <Page />
                  </Suspense>
                </Plain>
              </Route>
            ))}
            <Route>
              <Door />
            </Route>
          </Switch>
        </ErrorBoundary>
        <Toasts />
      </QueryClientProvider>
    </LanguageProvider>
  )
}

const Unanswered = lazy(() => import('./Unanswered'))

/** So many milliseconds without an answer are as good as no connection. */
const patience = 4000

function useLate(pending: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = pending ? setTimeout(() => setLate(true), patience) : undefined
    return () => clearTimeout(timer)
  }, [pending])
  return late && pending
}

/** Lets in who is signed in; shows the sign-in at the same address to everyone else, so that they end where they wanted to be. */
function Door() {
  const session = useQuery(sessionQuery)
  useEffect(() => {
    if (session.data) enter(session.data)
  }, [session.data])
  const late = useLate(session.isPending)
  if (session.data) return <Shell />
  if (late || isPassing(session.error)) {
    return (
      <Suspense>
        <Unanswered error={session.error} onRetry={() => void session.refetch()} />
      </Suspense>
    )
  }
  if (session.isPending) return null
  if (asProblem(session.error)?.status !== 401) {
    return (
      <Plain>
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      </Plain>
    )
  }
  return (
    <Plain>
      <Suspense fallback={<Skeleton lines={4} />}>
        <SignInPage />
      </Suspense>
    </Plain>
  )
}
