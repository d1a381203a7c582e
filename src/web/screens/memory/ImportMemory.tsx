import { Button, FileInput, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Imported } from '../../api/types.ts'
import { upload } from '../../api/upload.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { queryOf } from '../../parts/filters.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { FileProblems } from '../terms/FileProblems.tsx'
import { Uploading } from '../terms/Uploading.tsx'

const formatOf = (file: File) => (file.name.toLowerCase().endsWith('.csv') ? 'csv' : 'tmx')

/** Takes a memory in from a file, under a name. */
export const ImportMemory = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [name, setName] = useState('')
  const [share, setShare] = useState(0)
  const take = useMutation({
    mutationFn: (given: File) =>
      upload<Imported>(
        `/api/memory/imports?${queryOf({ format: formatOf(given), name: name.trim() })}`,
        given,
        'application/octet-stream',
        setShare,
      ),
    // What was read before a file broke off is in.
    onSettled: () => queries.invalidateQueries({ queryKey: ['memory'] }),
  })
  const choose = (given: File | null) => {
    setFile(given)
    setName(given?.name ?? '')
    setShare(0)
    take.reset()
  }
  const close = () => {
    onClose()
    choose(null)
  }
  const done = take.data
  return (
    <Dialog opened={opened} close={close} title={t('import')}>
      <Stack>
        <FileInput
          label={t('files.choose-memory')}
          description={t('files.memory-hint')}
          placeholder={t('files.none-chosen')}
          accept=".tmx,.xml,.csv"
          value={file}
          onChange={choose}
          disabled={take.isPending}
        />
        <TextInput
          label={t('files.name')}
          description={t('files.name-hint')}
          maxLength={500}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          disabled={take.isPending}
        />
        {take.isPending && <Uploading share={share} />}
        <ProblemNote error={take.error} />
        {done && (
          <Stack role="status">
            <Text>{t('files.did-memory', { added: done.taken - done.known, known: done.known })}</Text>
            <FileProblems left={done.left} problems={done.problems} />
          </Stack>
        )}
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {common(done ? 'close' : 'cancel')}
          </Button>
          {!done && (
            <Button
              disabled={!file || name.trim() === ''}
              loading={take.isPending}
              onClick={() => file && take.mutate(file)}
            >
              {t('files.take-memory')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
