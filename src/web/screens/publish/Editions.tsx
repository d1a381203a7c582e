import { Anchor, Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import type { EditionFiles, Release } from '../../api/types.ts'
import { Empty } from '../../parts/Empty.tsx'
import { useEditionName } from '../../parts/editions.ts'
import { Status, standing } from '../../parts/Status.tsx'
import { paths } from '../../paths.ts'
import { Preview } from './Preview.tsx'
import { TestMail } from './TestMail.tsx'

/** The translations that an edition still waits for. */
const WaitsFor = ({ release, edition }: { release: Release; edition: string }) => {
  const { t } = useTranslation('publish')
  const { t: common } = useTranslation()
  const missing = release.translations.filter(
    ({ locale, status }) => edition.split('+').includes(locale) && status !== 'approved',
  )
  if (missing.length === 0) return null
  return (
    <Group gap="xs">
      <Text size="sm">{t('waits-for')}</Text>
      {missing.map(({ locale, status, open }) => (
        <Anchor
          key={locale}
          component={Link}
          to={generatePath(paths.translation, { slug: release.slug, locale })}
          size="sm"
        >
          {t('waiting-one', {
            language: common(`language.${locale}`),
            status: common(`status.${standing({ status, open })}`),
          })}
        </Anchor>
      ))}
    </Group>
  )
}

/** The editions of a release: where each stands, how it looks, and a test of it by mail. */
export const Editions = ({ release, editions }: { release: Release; editions: EditionFiles[] }) => {
  const { t } = useTranslation('publish')
  const nameOf = useEditionName()
  const [shown, show] = useState<EditionFiles | null>(null)
  if (editions.length === 0) return <Empty title={t('no-editions')} lead={t('no-editions-lead')} />
  return (
    <>
      <Stack gap="xs">
        {editions.map((edition) => (
          <Card key={edition.edition} withBorder padding="sm">
            <Group justify="space-between" gap="sm">
              <Stack gap={4} miw={0} flex="1 1 16rem">
                <Group gap="sm">
                  <Text fw={600}>{nameOf(edition.edition)}</Text>
                  <Status status={edition.status} />
                </Group>
                {edition.subject && (
                  <Text size="sm" c="dimmed" lang={edition.edition.split('+')[0]}>
                    {edition.subject}
                  </Text>
                )}
                {edition.status === 'waiting' && <WaitsFor release={release} edition={edition.edition} />}
              </Stack>
              {edition.status === 'rendered' && (
                <Group gap="xs">
                  <Button
                    variant="default"
                    leftSection={<IconEye size={16} />}
                    aria-label={t('preview-of', { edition: nameOf(edition.edition) })}
                    onClick={() => show(edition)}
                  >
                    {t('preview')}
                  </Button>
                  {!release.withdrawal && <TestMail slug={release.slug} edition={edition.edition} />}
                </Group>
              )}
            </Group>
          </Card>
        ))}
      </Stack>
      <Preview slug={release.slug} edition={shown} close={() => show(null)} />
    </>
  )
}
