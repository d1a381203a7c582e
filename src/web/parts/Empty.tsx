import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** What stands where nothing is yet: why, and what can be done. */
export const Empty = ({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) => (
  <Stack align="center" gap="xs" py="xl" px="md" ta="center">
    <Title order={3} size="h4">
      {title}
    </Title>
    {lead && (
      <Text c="dimmed" maw="32rem">
        {lead}
      </Text>
    )}
    {children}
  </Stack>
)
