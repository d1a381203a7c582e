import { ActionIcon, Alert, AppShell, Burger, Group, Menu, NavLink, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLogout, IconUser, IconUserCircle, IconWifiOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useLocation, useNavigate } from 'react-router'
import { useConnected, useLive } from '../api/changes.ts'
import { call, whenSignedOut } from '../api/client.ts'
import { useMe } from '../api/me.ts'
import { isOpen } from '../doors.ts'
import { speak } from '../i18n.ts'
import { ErrorBoundary } from '../parts/ErrorBoundary.tsx'
import { Loading } from '../parts/Loading.tsx'
import { paths } from '../paths.ts'
import { LanguageMenu } from './LanguageMenu.tsx'
import styles from './Shell.module.css'

const places = ['home', 'lists', 'terms', 'memory', 'activity', 'insight', 'people', 'office'] as const

const isHere = (to: string, pathname: string) =>
  to === paths.home
    ? pathname === paths.home || pathname.startsWith('/releases')
    : pathname === to || pathname.startsWith(`${to}/`)

const AccountMenu = () => {
  const { t } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    await call('POST', '/api/auth/sign-out')
    queries.clear()
    navigate(paths.signIn)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('account-menu', { name: me.name })}>
          <IconUserCircle />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {me.name}
          </Text>
          {me.email}
        </Menu.Label>
        <Menu.Item component={Link} to={paths.account} leftSection={<IconUser size={16} />}>
          {t('nav.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t('sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The frame of every room: where one can go, who one is, and whether the server can be heard. */
export const Shell = () => {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const connected = useConnected()
  const { pathname } = useLocation()
  const [open, { toggle, close }] = useDisclosure()
  useLive()
  // The person's own language comes with them to any machine.
  useEffect(() => {
    if (me.locale !== i18n.language) void speak(me.locale)
  }, [me.locale, i18n])
  // What was typed is kept on this device, and is there again after signing in.
  useEffect(() => whenSignedOut(() => queries.setQueryData(['me'], null)), [queries])
  const mine = places.filter((place) => isOpen(place, me)).map((name) => ({ name, to: paths[name] }))
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'md', collapsed: { mobile: !open, desktop: true } }}
    >
      <AppShell.Header>
        <a className="skip" href="#main">
          {t('skip')}
        </a>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="lg" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="md" size="sm" aria-label={t('menu')} />
            <Link to={paths.home} className={styles.brand}>
              Bayon
            </Link>
            <Group component="nav" gap={4} visibleFrom="md" wrap="nowrap" aria-label={t('menu')}>
              {mine.map(({ to, name }) => (
                <Link
                  key={to}
                  to={to}
                  className={styles.place}
                  aria-current={isHere(to, pathname) ? 'page' : undefined}
                >
                  {t(`nav.${name}`)}
                </Link>
              ))}
            </Group>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LanguageMenu me={me} />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" hiddenFrom="md" aria-label={t('menu')}>
        {mine.map(({ to, name }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={t(`nav.${name}`)}
            active={isHere(to, pathname)}
            aria-current={isHere(to, pathname) ? 'page' : undefined}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main">
        {!connected && (
          <Alert color="orange" role="status" radius={0} icon={<IconWifiOff />}>
            {t('offline')}
          </Alert>
        )}
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </AppShell.Main>
    </AppShell>
  )
}
