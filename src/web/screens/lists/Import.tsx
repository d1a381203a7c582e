import { Alert, Button, FileInput, Group, Stack, Text } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import type { ListImport } from '../../api/types.ts'
import { upload } from '../../api/upload.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useListChange } from './changing.ts'
import { EditionPicker } from './EditionPicker.tsx'
import { Outcome } from './Outcome.tsx'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Takes a file in: first what would happen, line by line, then it happens. */
export const Import = ({ slug, close }: { slug: string; close: () => void }) => {
  const { t, i18n } = useTranslation('lists')
  const { t: common } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [edition, setEdition] = useState<Locale[]>(['en'])
  const send = (path: string) =>
    upload<ListImport>(
      `/api/lists/${slug}/${path}?${new URLSearchParams({ edition: edition.join('+'), locale: i18n.language })}`,
      file!,
      file!.name.toLowerCase().endsWith('.xlsx') ? XLSX : 'text/csv',
    )
  const preview = useMutation({ mutationFn: () => send('imports/preview') })
  const take = useListChange(
    slug,
    () => send('imports'),
    () => {},
  )
  const again = () => {
    preview.reset()
    take.reset()
  }
  const report = preview.data
  return (
    <Dialog opened close={close} title={t('imports.title')} wide>
      <Stack>
        <Text size="sm">{t('imports.lead')}</Text>
        <FileInput
          label={t('imports.file')}
          placeholder={t('imports.choose')}
          accept={`.csv,text/csv,.xlsx,${XLSX}`}
          leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
          value={file}
          onChange={(chosen) => {
            setFile(chosen)
            again()
          }}
        />
        <EditionPicker
          label={t('imports.edition')}
          value={edition}
          change={(chosen) => {
            setEdition(chosen)
            again()
          }}
        />
        <ProblemNote error={preview.error ?? take.error} />
        {take.data ? (
          <Alert color="green" role="status">
            {t('imports.done', { count: take.data.counts.new })}
          </Alert>
        ) : (
          report && <Outcome report={report} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {common('close')}
          </Button>
          {!report && (
            <Button
              disabled={!file || edition.length === 0}
              loading={preview.isPending}
              onClick={() => preview.mutate()}
            >
              {t('imports.preview')}
            </Button>
          )}
          {report && !take.data && (
            <Button
              disabled={report.counts.new === 0}
              loading={take.isPending}
              onClick={() => take.mutate(undefined)}
            >
              {report.counts.new === 0
                ? t('imports.nobody')
                : t('imports.take', { count: report.counts.new })}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
