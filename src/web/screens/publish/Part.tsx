import { Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A part of the screen under its heading. */
export const Part = ({ name, children }: { name: string; children: ReactNode }) => {
  const { t } = useTranslation('publish')
  return (
    <Stack component="section" aria-labelledby={`part-${name}`} gap="sm">
      <Title order={2} size="h4" id={`part-${name}`}>
        {t(`part.${name}`)}
      </Title>
      {children}
    </Stack>
  )
}
