import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { ApprovedText } from './ApprovedText.tsx'
import { useDesk } from './context.ts'
import { useDeciding } from './deciding.ts'

/** The whole text as it is approved, to be read once more. */
export const Approve = ({ close, done }: { close: () => void; done: () => void }) => {
  const { t } = useTranslation('editor')
  const { t: common } = useTranslation()
  const { translation } = useDesk()
  // What is shown when the dialog opens is what is approved: a text that changes meanwhile is refused by the server.
  const [read] = useState(translation)
  const approve = useDeciding('approval', done)
  const changed = read.contentSha256 !== translation.contentSha256
  return (
    <Stack>
      <Text>{t('approve.lead', { language: common(`language.${read.locale}`) })}</Text>
      <ProblemNote error={approve.error} />
      {changed && (
        <Alert color="orange" role="alert">
          {t('approve.changed')}
        </Alert>
      )}
      <ApprovedText translation={read} />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {common('cancel')}
        </Button>
        <Button
          color="green"
          disabled={changed}
          loading={approve.isPending}
          onClick={() => approve.mutate({ contentSha256: read.contentSha256 })}
        >
          {t('approve.submit')}
        </Button>
      </Group>
    </Stack>
  )
}
