import { Button, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { locales, sourceLocale } from '../../../language/model.ts'
import { mayAs, useMe } from '../../api/me.ts'
import { FileMenu } from '../../parts/FileMenu.tsx'
import { Page } from '../../parts/Page.tsx'
import { Concordance } from './Concordance.tsx'
import { ImportedMemories } from './ImportedMemories.tsx'
import { ImportMemory } from './ImportMemory.tsx'

/** The translation memory: how something was translated before. */
export default function Memory() {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const administrator = mayAs(useMe(), ['administrator'])
  const [importing, setImporting] = useState(false)
  const files = (['tmx', 'csv'] as const).flatMap((format) => [
    { name: t(`file.${format}`), href: `/api/memory/export?format=${format}` },
    ...locales
      .filter((locale) => locale !== sourceLocale)
      .map((locale) => ({
        name: t(`file.${format}-of`, { language: common(`language.${locale}`) }),
        href: `/api/memory/export?format=${format}&locale=${locale}`,
      })),
  ])
  return (
    <Page
      title={t('memory.title')}
      actions={
        <>
          <FileMenu label={t('export')} files={files} />
          {administrator && (
            <Button
              variant="default"
              leftSection={<IconUpload size={18} />}
              onClick={() => setImporting(true)}
            >
              {t('import')}
            </Button>
          )}
        </>
      }
    >
      <Text c="dimmed" size="sm">
        {t('memory.lead')}
      </Text>
      <Concordance />
      <ImportedMemories />
      {administrator && <ImportMemory opened={importing} onClose={() => setImporting(false)} />}
    </Page>
  )
}
