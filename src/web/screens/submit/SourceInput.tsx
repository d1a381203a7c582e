import { Button, FileButton, Group, Loader, Stack, Text, Textarea } from '@mantine/core'
import { IconFileText, IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { base64Of } from '../../api/client.ts'
import { useFormat } from '../../format.ts'
import type { Source } from './draft.ts'
import styles from './Submit.module.css'

/** In bytes, as the server has it (src/releases/parse/limits.ts). */
const LARGEST = 5_000_000

const accepted = '.docx,.odt,.md,.markdown,.txt,.html,.htm'

interface SourceInputProps {
  source: Source | null
  isReading: boolean
  /** How many lines of a text are shown at most. */
  rows: number
  onFile: (source: Source) => void
  onText: (text: string) => void
}

/** Where a release comes in: a file that is dropped or chosen, or a text that is pasted or written. */
export const SourceInput = ({ source, isReading, rows, onFile, onText }: SourceInputProps) => {
  const { t } = useTranslation('submit')
  const format = useFormat()
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const take = async (file: File | null | undefined) => {
    setRefused(null)
    if (!file) return
    if (file.size > LARGEST) return setRefused(file.name)
    onFile({ kind: 'file', filename: file.name, size: file.size, base64: await base64Of(file) })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const file = source?.kind === 'file' ? source : null
  return (
    <Stack
      gap="sm"
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="sm">
        <FileButton onChange={take} accept={accepted}>
          {(props) => (
            <Button
              {...props}
              variant={source ? 'default' : 'filled'}
              leftSection={<IconFileUpload size={18} />}
            >
              {t(file ? 'other-file' : 'choose-file')}
            </Button>
          )}
        </FileButton>
        {!file && (
          <Text size="sm" c="dimmed">
            {t('drop')}
          </Text>
        )}
        <span role="status">
          {isReading && (
            <Group gap="xs">
              <Loader size="xs" aria-hidden />
              <Text size="sm">{t('reading')}</Text>
            </Group>
          )}
        </span>
      </Group>
      {refused !== null && (
        <Text c="red" size="sm" role="alert">
          {t('too-large', { name: refused, size: format.number(LARGEST / 1_000_000) })}
        </Text>
      )}
      {file ? (
        <Group gap="xs">
          <IconFileText size={18} aria-hidden />
          <Text fw={600}>{file.filename}</Text>
          <Text c="dimmed" size="sm">
            {t('kilobytes', { count: Math.max(1, Math.round(file.size / 1000)) })}
          </Text>
          <Button variant="subtle" size="compact-sm" onClick={() => onText('')}>
            {t('paste-instead')}
          </Button>
          {file.base64 === null && (
            <Text size="sm" c="orange" w="100%">
              {t('file-gone', { size: format.number(2) })}
            </Text>
          )}
        </Group>
      ) : (
        <Textarea
          label={t('paste')}
          lang="en"
          autosize
          minRows={Math.min(5, rows)}
          maxRows={rows}
          value={source?.kind === 'text' ? source.text : ''}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      )}
    </Stack>
  )
}
