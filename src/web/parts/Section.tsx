import { Stack, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A part of a screen, under a heading of its own. */
export const Section = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId()
  return (
    <Stack component="section" gap="sm" aria-labelledby={id}>
      <Title order={2} size="h4" id={id}>
        {title}
      </Title>
      {children}
    </Stack>
  )
}
