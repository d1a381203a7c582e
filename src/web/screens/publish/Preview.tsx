import { Anchor, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EditionFiles } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { useEditionName } from '../../parts/editions.ts'
import styles from './Publish.module.css'

const views = ['desktop', 'phone', 'text', 'pdf'] as const
const files: Record<string, string> = {
  desktop: 'email.html',
  phone: 'email.html',
  text: 'email.txt',
  pdf: 'document.pdf',
}

/** The files of an edition, exactly as they were approved and will be sent. */
export const Preview = ({
  slug,
  edition,
  close,
}: {
  slug: string
  edition: EditionFiles | null
  close: () => void
}) => {
  const { t } = useTranslation('publish')
  const nameOf = useEditionName()
  const small = useMediaQuery('(max-width: 48em)')
  const [view, setView] = useState<string>('desktop')
  if (!edition) return null
  const name = files[view]!
  const address = `/api/releases/${slug}/editions/${encodeURIComponent(edition.edition)}/${name}`
  const title = t('preview-of', { edition: nameOf(edition.edition) })
  const isPdf = view === 'pdf'
  return (
    <Dialog opened close={close} title={title} wide>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('preview-lead')}
        </Text>
        <SegmentedControl
          aria-label={t('view.label')}
          value={view}
          onChange={setView}
          orientation={small ? 'vertical' : 'horizontal'}
          data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
        {isPdf && !navigator.pdfViewerEnabled ? (
          <Text>{t('pdf-elsewhere')}</Text>
        ) : (
          <iframe
            key={view}
            title={`${title}: ${t(`view.${view}`)}`}
            src={address}
            className={view === 'phone' ? styles.phone : styles.sheet}
            // A browser's own PDF viewer runs in no sandbox.
            {...(!isPdf && { sandbox: '' })}
          />
        )}
        <Anchor href={address} target="_blank" rel="noreferrer">
          {t('open-file', { name })}
        </Anchor>
      </Stack>
    </Dialog>
  )
}
