import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { useKept } from '../../parts/useKept.ts'
import { useDesk } from './context.ts'
import { useDeciding } from './deciding.ts'

/** Asks what is to be changed; that goes to whoever has to change it. */
export const SendBack = ({ close, done }: { close: () => void; done: () => void }) => {
  const { t } = useTranslation('editor')
  const { t: common } = useTranslation()
  const { slug, locale } = useDesk().translation
  const [reason, setReason, letGo] = useKept(`return.${slug}.${locale}`, '')
  const send = useDeciding('return', () => {
    letGo()
    done()
  })
  return (
    <Stack>
      <ProblemNote error={send.error} />
      <Textarea
        label={t('return.reason')}
        description={t(locale === 'en' ? 'return.hint-source' : 'return.hint')}
        data-autofocus
        autosize
        minRows={3}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {common('cancel')}
        </Button>
        <Button
          color="orange"
          disabled={reason.trim().length < 3}
          loading={send.isPending}
          onClick={() => send.mutate({ reason })}
        >
          {t('return.submit')}
        </Button>
      </Group>
    </Stack>
  )
}
