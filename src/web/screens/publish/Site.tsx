import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { EditionFiles, Release } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Question } from '../../parts/Question.tsx'

/** The release on the public site: there with the first message that leaves, or when the publisher says so. */
export const Site = ({ release, editions }: { release: Release; editions: EditionFiles[] }) => {
  const { t } = useTranslation('publish')
  const queries = useQueryClient()
  const [asking, { open, close }] = useDisclosure()
  const { slug, status } = release
  const ready = editions.some((edition) => edition.status === 'rendered')
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        {t('site.what')}
      </Text>
      {status === 'published' && <Anchor href={`/news/${slug}`}>{t('site.open')}</Anchor>}
      <Button variant="default" disabled={!ready} onClick={open}>
        {t('site.publish')}
      </Button>
      <Dialog opened={asking} close={close} title={t('site.title')}>
        <Question
          action={t('site.yes')}
          color="lapis"
          close={close}
          run={async () => {
            await call('POST', `/api/releases/${slug}/publication`)
            await queries.invalidateQueries({ queryKey: ['release', slug] })
          }}
        >
          <Text>{t('site.lead')}</Text>
        </Question>
      </Dialog>
    </Stack>
  )
}
