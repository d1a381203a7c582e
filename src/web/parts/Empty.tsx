import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyProps {
  title: string
  lead?: string
  /** Of the heading: 2 where it stands right under the page's own. */
  order?: 1 | 2 | 3
  children?: ReactNode
}

/** What stands where nothing is yet: why, and what can be done. */
export const Empty = ({ title, lead, order = 3, children }: EmptyProps) => (
  <Stack align="center" gap="xs" py="xl" px="md" ta="center">
    <Title order={order} size="h4">
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
