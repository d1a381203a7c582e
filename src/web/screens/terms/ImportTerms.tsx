import { Button, FileInput, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Imported, TermsPreview } from '../../api/types.ts'
import { upload } from '../../api/upload.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { queryOf } from '../../parts/filters.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { FileProblems } from './FileProblems.tsx'
import { PreviewConcepts } from './PreviewConcepts.tsx'
import { Uploading } from './Uploading.tsx'

const formatOf = (file: File) => (file.name.toLowerCase().endsWith('.csv') ? 'csv' : 'tbx')

/** Takes a termbase in: first it says what that would change. */
export const ImportTerms = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState(0)
  const preview = useMutation({
    mutationFn: (given: File) =>
      upload<TermsPreview>(
        `/api/terms/imports/preview?format=${formatOf(given)}`,
        given,
        'application/octet-stream',
        setShare,
      ),
  })
  const take = useMutation({
    mutationFn: (given: File) =>
      upload<Imported>(
        `/api/terms/imports?${queryOf({ format: formatOf(given), name: given.name })}`,
        given,
        'application/octet-stream',
        setShare,
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['terms'] }),
  })
  const choose = (given: File | null) => {
    setFile(given)
    setShare(0)
    take.reset()
    preview.reset()
    if (given) preview.mutate(given)
  }
  const close = () => {
    onClose()
    choose(null)
  }
  const seen = preview.data
  return (
    <Dialog opened={opened} close={close} title={t('import')} wide>
      <Stack>
        <FileInput
          label={t('files.choose-terms')}
          description={t('files.terms-hint')}
          placeholder={t('files.none-chosen')}
          accept=".tbx,.xml,.csv"
          value={file}
          onChange={choose}
          disabled={take.isPending}
        />
        {(preview.isPending || take.isPending) && <Uploading share={share} />}
        <ProblemNote error={preview.error ?? take.error} />
        {seen && !take.data && (
          <Stack role="status">
            <Text>{t('files.would', { added: seen.added, known: seen.known, left: seen.left })}</Text>
            <PreviewConcepts preview={seen} />
            <FileProblems left={seen.left} problems={seen.problems} />
          </Stack>
        )}
        {take.data && (
          <Text role="status">
            {t('files.did', { added: take.data.taken - take.data.known, known: take.data.known })}
          </Text>
        )}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {common(take.data ? 'close' : 'cancel')}
          </Button>
          {file && seen && !take.data && (
            <Button loading={take.isPending} disabled={seen.added === 0} onClick={() => take.mutate(file)}>
              {t('files.take', { count: seen.added })}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
