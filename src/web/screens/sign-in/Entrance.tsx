import { Box, Card, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { LanguageMenu } from '../../layout/LanguageMenu.tsx'

/** The frame of a screen for somebody who is not signed in. */
export const Entrance = ({
  title,
  lead,
  children,
}: {
  title: string
  lead?: string
  children: ReactNode
}) => {
  useEffect(() => {
    document.title = `${title} · Bayon`
  }, [title])
  return (
    <Box component="main" maw={440} mx="auto" px="md" pt={{ base: 'lg', sm: '10vh' }}>
      <Group justify="space-between" mb="md">
        <Text fw={700} size="xl" c="var(--mantine-primary-color-filled)">
          Bayon
        </Text>
        <LanguageMenu />
      </Group>
      <Card withBorder padding="xl">
        <Stack>
          <Title order={1} size="h3">
            {title}
          </Title>
          {lead && <Text c="dimmed">{lead}</Text>}
          {children}
        </Stack>
      </Card>
    </Box>
  )
}
