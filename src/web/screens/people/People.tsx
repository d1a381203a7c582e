import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import type { Member } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { useFilters } from '../../parts/filters.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { SearchField } from '../../parts/SearchField.tsx'
import { Section } from '../../parts/Section.tsx'
import { useRoleName } from './grants.ts'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'
import { Members } from './Members.tsx'

const Everybody = ({ invite }: { invite: () => void }) => {
  const { t } = useTranslation('people')
  const nameOf = useRoleName()
  const { get, set } = useFilters()
  const q = get('q')
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['people'],
    queryFn: () => call<Member[]>('GET', '/api/people'),
  })
  if (isPending) return <Loading />
  if (error) return <ProblemNote error={error} again={refetch} />
  const plain = (text: string) => text.normalize('NFKC').toLowerCase()
  const found = data.filter(({ name, email, grants }) =>
    plain([name, email, ...grants.map(nameOf)].join('\n')).includes(plain(q)),
  )
  const here = found.filter(({ deactivatedAt }) => deactivatedAt === null)
  const gone = found.filter(({ deactivatedAt }) => deactivatedAt !== null)
  return (
    <>
      <Section title={t('here')}>
        <Group>
          <SearchField label={t('search')} value={q} onSearch={(words) => set({ q: words })} />
        </Group>
        <div aria-live="polite">
          {found.length === 0 ? <Text c="dimmed">{t('none-found')}</Text> : <Members people={here} />}
        </div>
        {data.length === 1 && (
          <Empty title={t('alone')} lead={t('alone-lead')}>
            <Button mt="sm" leftSection={<IconUserPlus size={18} />} onClick={invite}>
              {t('invite.open')}
            </Button>
          </Empty>
        )}
      </Section>
      {gone.length > 0 && (
        <Section title={t('gone')}>
          <Members people={gone} />
        </Section>
      )}
    </>
  )
}

export default function People() {
  const { t } = useTranslation('people')
  const [inviting, inviter] = useDisclosure()
  return (
    <Page
      title={t('title')}
      actions={
        <Button leftSection={<IconUserPlus size={18} />} onClick={inviter.open}>
          {t('invite.open')}
        </Button>
      }
    >
      <Invitations />
      <Everybody invite={inviter.open} />
      <Dialog opened={inviting} close={inviter.close} title={t('invite.open')}>
        <Invite close={inviter.close} />
      </Dialog>
    </Page>
  )
}
