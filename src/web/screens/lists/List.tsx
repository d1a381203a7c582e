import { Button, Group, Switch, Text } from '@mantine/core'
import { IconDownload, IconUpload, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { useLists } from '../../api/lists.ts'
import { mayAs, useMe } from '../../api/me.ts'
import { useEditionCounts } from '../../parts/editions.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { NotFound } from '../NotFound.tsx'
import { AddSubscriber } from './AddSubscriber.tsx'
import { useListChange } from './changing.ts'
import { Import } from './Import.tsx'
import { Subscribers } from './Subscribers.tsx'

const PublicSwitch = ({ slug, isPublic }: { slug: string; isPublic: boolean }) => {
  const { t } = useTranslation('lists')
  const open = useListChange(
    slug,
    () => call('PATCH', `/api/lists/${slug}`, { isPublic: !isPublic }),
    () => {},
  )
  return (
    <>
      <ProblemNote error={open.error} />
      <Switch
        label={t('public')}
        description={t('public-hint')}
        checked={isPublic}
        disabled={open.isPending}
        onChange={() => open.mutate(undefined)}
      />
    </>
  )
}

/** One list: who is on it, and what can be done with them. */
export default function List() {
  const { t } = useTranslation('lists')
  const { list: slug = '' } = useParams()
  const me = useMe()
  const countsOf = useEditionCounts()
  const [open, setOpen] = useState<'add' | 'import' | null>(null)
  const { data, error, refetch } = useLists()
  if (error) return <ProblemNote error={error} again={refetch} />
  if (!data) return <Loading />
  const list = data.find((one) => one.slug === slug)
  if (!list) return <NotFound />
  const keeper = mayAs(me, ['publisher', 'administrator'])
  const close = () => setOpen(null)
  return (
    <Page
      title={list.name}
      actions={
        keeper && (
          <>
            <Button leftSection={<IconUserPlus size={18} />} onClick={() => setOpen('add')}>
              {t('add')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconUpload size={18} />}
              onClick={() => setOpen('import')}
            >
              {t('import')}
            </Button>
            <Button
              variant="default"
              component="a"
              href={`/api/lists/${slug}/export`}
              download
              leftSection={<IconDownload size={18} />}
            >
              {t('export')}
            </Button>
          </>
        )
      }
    >
      <Group gap="xs">
        <Text fw={600}>{t('subscribers', { count: list.subscribers })}</Text>
        <Text c="dimmed">
          {[
            ...countsOf(list.byEdition),
            ...(list.unsubscribed > 0 ? [t('left', { count: list.unsubscribed })] : []),
          ].join(' · ')}
        </Text>
      </Group>
      {keeper && <PublicSwitch slug={slug} isPublic={list.isPublic} />}
      <Subscribers list={list} keeper={keeper} />
      {open === 'add' && <AddSubscriber list={list} close={close} />}
      {open === 'import' && <Import slug={slug} close={close} />}
    </Page>
  )
}
