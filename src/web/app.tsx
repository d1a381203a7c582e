import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Route, Routes, useLocation } from 'react-router'
import { SignedInAs, useMe, useWhoami } from './api/me.ts'
import { isOpen, type Room } from './doors.ts'
import { type Words, words } from './i18n.ts'
import { Shell } from './layout/Shell.tsx'
import { Empty } from './parts/Empty.tsx'
import { ErrorBoundary } from './parts/ErrorBoundary.tsx'
import { Loading } from './parts/Loading.tsx'
import { ProblemNote } from './parts/ProblemNote.tsx'
import { paths } from './paths.ts'
import { NotFound } from './screens/NotFound.tsx'

/** A screen with its words, loaded together when somebody goes there. */
const screen = (
  own: Words[],
  load: () => Promise<{ default: ComponentType }>,
): LazyExoticComponent<ComponentType> =>
  lazy(async () => {
    const [module] = await Promise.all([load(), ...own.map(words)])
    return module
  })

/** Open to anybody. */
const entrances = {
  signIn: screen([], () => import('./screens/sign-in/SignIn.tsx')),
  invitation: screen([], () => import('./screens/sign-in/Invitation.tsx')),
  forgotten: screen([], () => import('./screens/sign-in/Forgotten.tsx')),
  resetPassword: screen([], () => import('./screens/sign-in/ResetPassword.tsx')),
} satisfies Partial<Record<keyof typeof paths, ComponentType>>

/** For people of the office. */
const rooms = {
  home: screen(['releases'], () => import('./screens/releases/Releases.tsx')),
  publish: screen(['publish'], () => import('./screens/publish/Publish.tsx')),
  lists: screen(['lists'], () => import('./screens/lists/Lists.tsx')),
  list: screen(['lists'], () => import('./screens/lists/List.tsx')),
  terms: screen(['terms'], () => import('./screens/terms/Terms.tsx')),
  memory: screen(['terms'], () => import('./screens/memory/Memory.tsx')),
  activity: screen(['activity', 'terms'], () => import('./screens/activity/Activity.tsx')),
  insight: screen(['insight'], () => import('./screens/insight/Insight.tsx')),
  newRelease: screen(['submit'], () => import('./screens/submit/NewRelease.tsx')),
  release: screen(['release'], () => import('./screens/release/Release.tsx')),
  revise: screen(['submit'], () => import('./screens/submit/Revise.tsx')),
  translation: screen(['editor', 'releases'], () => import('./screens/editor/Editor.tsx')),
  people: screen(['people'], () => import('./screens/people/People.tsx')),
  office: screen(['office'], () => import('./screens/office/Office.tsx')),
  account: screen(['account'], () => import('./screens/account/Account.tsx')),
} satisfies Record<Room, ComponentType>

const Door = ({ room, children }: { room: Room; children: ReactNode }) => {
  const { t } = useTranslation()
  const me = useMe()
  return isOpen(room, me) ? children : <Empty title={t('not-yours')} order={1} />
}

const SignedIn = () => {
  const whoami = useWhoami()
  const { pathname, search } = useLocation()
  if (whoami.isPending) return <Loading />
  // Who was known a moment ago stays, whatever becomes of asking again.
  if (whoami.isLoadingError) return <ProblemNote error={whoami.error} again={whoami.refetch} />
  if (!whoami.data) {
    const next = pathname === paths.home ? '' : `?next=${encodeURIComponent(pathname + search)}`
    return <Navigate to={paths.signIn + next} replace />
  }
  return (
    <SignedInAs value={whoami.data}>
      <Shell />
    </SignedInAs>
  )
}

export const App = () => (
  <ErrorBoundary>
    <Suspense fallback={<Loading />}>
      <Routes>
        {Object.entries(entrances).map(([name, Screen]) => (
          <Route key={name} path={paths[name as keyof typeof paths]} element={<Screen />} />
        ))}
        <Route element={<SignedIn />}>
          {Object.entries(rooms).map(([name, Screen]) => (
            <Route
              key={name}
              path={paths[name as keyof typeof paths]}
              element={
                <Door room={name as Room}>
                  <Screen />
                </Door>
              }
            />
          ))}
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </Suspense>
  </ErrorBoundary>
)
