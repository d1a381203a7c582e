import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './styles.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { locales } from '../language/model.ts'
import { Problem } from './api/client.ts'
import { App } from './app.tsx'
import { loadFaces } from './faces.ts'
import { startI18n } from './i18n.ts'
import { theme } from './theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce
// Where the styles of dialogs look for it (get-nonce).
Object.assign(window, { __webpack_nonce__: nonce })

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The server says what has changed (api/changes.ts).
      staleTime: 30_000,
      // What was refused is refused again; what was not answered may be answered.
      retry: (failures, error) => !(error instanceof Problem && error.status < 500) && failures < 3,
    },
    // Whoever sends something is told at once that it did not arrive.
    mutations: { networkMode: 'always' },
  },
})

await startI18n()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce ?? ''}>
      <Notifications position="bottom-center" />
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

// A text of another language than the reader's may stand anywhere; there is no hurry.
setTimeout(() => locales.forEach(loadFaces), 500)
