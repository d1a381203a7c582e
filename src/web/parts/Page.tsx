import { Box, Group, Stack, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

interface PageProps {
  title: string
  /** The language of the title, where it is not the reader's. */
  lang?: string
  /** What can be done on this screen. */
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** A screen: its title, in the window too and read out on arrival, what can be done, and what is there. */
export const Page = ({ title, lang, actions, wide, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Bayon`
  }, [title])
  // Whoever came by the keyboard or a screen reader begins here, unless a field has asked for them.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus()
  }, [])
  return (
    <Box maw={wide ? undefined : 1080} mx="auto" p={{ base: 'sm', sm: 'lg' }}>
      <Stack gap="lg">
        <Group justify="space-between" align="center" gap="sm">
          <Title order={1} size="h2" lang={lang} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
            {title}
          </Title>
          {actions && <Group gap="sm">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </Box>
  )
}
