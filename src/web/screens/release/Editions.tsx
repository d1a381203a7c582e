import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { EditionFiles } from '../../api/types.ts'
import { Loading } from '../../parts/Loading.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import rows from '../../parts/rows.module.css'
import { Status } from '../../parts/Status.tsx'

/** The editions and their files, as they were approved. */
export const Editions = ({ slug }: { slug: string }) => {
  const { t } = useTranslation('release')
  const { t: common } = useTranslation()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['editions', slug],
    queryFn: () => call<EditionFiles[]>('GET', `/api/releases/${slug}/editions`),
  })
  if (isPending) return <Loading lines={2} />
  if (error) return <ProblemNote error={error} again={refetch} />
  return (
    <ul className={rows.rows}>
      {data.map(({ edition, status, artifacts }) => (
        <li key={edition} className={rows.row}>
          <Stack gap={4}>
            <Group gap="sm">
              <Text fw={600}>
                {edition
                  .split('+')
                  .map((locale) => common(`language.${locale}`))
                  .join(' + ')}
              </Text>
              <Status status={status} />
            </Group>
            {artifacts.length > 0 && (
              <Group gap="md">
                {artifacts.map(({ name, size }) => (
                  <Anchor
                    key={name}
                    size="sm"
                    href={`/api/releases/${slug}/editions/${edition}/${name}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {t(`file.${name.replace('.', '-')}`)}{' '}
                    <Text span size="xs" c="dimmed">
                      {t('kilobytes', { count: Math.max(1, Math.round(size / 1000)) })}
                    </Text>
                  </Anchor>
                ))}
              </Group>
            )}
          </Stack>
        </li>
      ))}
    </ul>
  )
}
