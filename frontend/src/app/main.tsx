import '@/ui/tokens.css'
import '@/ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { currentLanguage, setLanguage } from '@/lib/i18n'
import { followNavigation } from '@/lib/navigation'
import { queryClient } from '@/lib/query'
import { sessionQuery } from '@/lib/session'
import { App } from './App'
import { fetchPage } from './pages'
import { reloadOnceForNewVersion } from './version'

reloadOnceForNewVersion()
followNavigation()
void queryClient.prefetchQuery(sessionQuery)
fetchPage(location.pathname)
await setLanguage(currentLanguage())

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
