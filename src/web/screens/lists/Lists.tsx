import { Button, Card, Group, Stack, Tabs, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { generatePath, Link } from 'react-router'
import { useLists } from '../../api/lists.ts'
import { mayAs, useMe } from '../../api/me.ts'
import type { MailingList } from '../../api/types.ts'
import { Empty } from '../../parts/Empty.tsx'
import { useEditionCounts } from '../../parts/editions.ts'
import { useFilters } from '../../parts/filters.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { paths } from '../../paths.ts'
import styles from './Lists.module.css'
import { NewList } from './NewList.tsx'
import { Returns } from './Returns.tsx'
import { Suppressions } from './Suppressions.tsx'

const Row = ({ list: { slug, name, subscribers, unsubscribed, byEdition } }: { list: MailingList }) => {
  const { t } = useTranslation('lists')
  const countsOf = useEditionCounts()
  return (
    <Card component={Link} to={generatePath(paths.list, { list: slug })} withBorder className={styles.card}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{name}</Text>
        <Text size="sm">{t('subscribers', { count: subscribers })}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {[...countsOf(byEdition), ...(unsubscribed > 0 ? [t('left', { count: unsubscribed })] : [])].join(
          ' · ',
        )}
      </Text>
    </Card>
  )
}

const AllLists = () => {
  const { t } = useTranslation('lists')
  const { data, error, refetch } = useLists()
  if (error) return <ProblemNote error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.length === 0) return <Empty title={t('none')} lead={t('none-lead')} />
  return (
    <Stack gap="xs">
      {data.map((list) => (
        <Row key={list.id} list={list} />
      ))}
    </Stack>
  )
}

/** The mailing lists, and the addresses that get nothing. */
export default function Lists() {
  const { t } = useTranslation('lists')
  const me = useMe()
  const { get, set } = useFilters()
  const [making, { open, close }] = useDisclosure()
  const keeper = mayAs(me, ['publisher', 'administrator'])
  return (
    <Page
      title={t('title')}
      actions={
        keeper && (
          <Button leftSection={<IconPlus size={18} />} onClick={open}>
            {t('new')}
          </Button>
        )
      }
    >
      <Tabs
        value={get('view') || 'lists'}
        onChange={(view) => set({ view: view === 'lists' ? '' : view! })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="lists">{t('lists')}</Tabs.Tab>
          <Tabs.Tab value="suppressed">{t('suppressed')}</Tabs.Tab>
          {keeper && <Tabs.Tab value="returned">{t('returns.title')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="lists">
          <AllLists />
        </Tabs.Panel>
        <Tabs.Panel value="suppressed">
          <Suppressions />
        </Tabs.Panel>
        {keeper && (
          <Tabs.Panel value="returned">
            <Returns />
          </Tabs.Panel>
        )}
      </Tabs>
      {making && <NewList close={close} />}
    </Page>
  )
}
