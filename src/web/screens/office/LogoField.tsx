import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconPhotoUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficeStyleAnswer } from '../../api/types.ts'

type Logo = OfficeStyleAnswer['style']['logo']

/** In bytes; the server takes no more. */
const LARGEST = 400_000

const base64 = async (file: File) => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** A picture of the office's. The server looks into it when the style is shown or saved. */
export const LogoField = ({ logo, change }: { logo: Logo; change: (logo: Logo) => void }) => {
  const { t } = useTranslation('office')
  const { t: common } = useTranslation()
  const [problem, setProblem] = useState('')
  const take = async (file: File | null) => {
    if (!file) return
    setProblem(file.size > LARGEST ? t('logo.too-large') : '')
    if (file.size > LARGEST) return
    const mediaType = file.type === 'image/png' ? 'image/png' : 'image/svg+xml'
    change({ content: await base64(file), mediaType, sha256: '' })
  }
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t('logo.label')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('logo.hint')}
      </Text>
      <Group>
        <FileButton accept="image/svg+xml,image/png" onChange={take}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPhotoUp size={18} />}>
              {t(logo ? 'logo.change' : 'logo.choose')}
            </Button>
          )}
        </FileButton>
        {logo && (
          <Button variant="subtle" color="red" onClick={() => change(null)}>
            {common('remove')}
          </Button>
        )}
        <Text size="sm" role="status">
          {problem || (logo ? t('logo.there') : t('logo.none'))}
        </Text>
      </Group>
    </Stack>
  )
}
