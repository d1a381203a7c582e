import { Button, Divider } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useWays } from '../../api/ways.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'

interface OtherDoorProps {
  words: 'sign-in.oidc' | 'invitation.oidc'
  next?: string
  /** The token of an invitation that is taken up so. */
  invitation?: string
}

/** The way in by the office's own identity provider, where it has one. */
export const OtherDoor = ({ words, next, invitation }: OtherDoorProps) => {
  const { t } = useTranslation()
  const { data: ways } = useWays()
  const go = useMutation({
    mutationFn: () => call<{ url: string }>('POST', '/api/auth/sign-in/oidc', { next, invitation }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  if (!ways?.oidc) return null
  return (
    <>
      <Divider label={t('sign-in.or')} />
      <ProblemNote error={go.error} />
      <Button variant="default" loading={go.isPending || go.isSuccess} onClick={() => go.mutate()}>
        {t(words, { name: ways.oidc.name })}
      </Button>
    </>
  )
}
