import { Button, Stack, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { mayAs, useMe } from '../../api/me.ts'
import { Page } from '../../parts/Page.tsx'
import { paths } from '../../paths.ts'
import { AllReleases } from './AllReleases.tsx'
import { WaitingForMe } from './WaitingForMe.tsx'

export default function Releases() {
  const { t } = useTranslation('releases')
  const me = useMe()
  const officer = mayAs(me, ['press-officer', 'publisher'])
  return (
    <Page
      title={t('title')}
      actions={
        officer && (
          <Button component={Link} to={paths.newRelease} leftSection={<IconPlus size={18} />}>
            {t('new')}
          </Button>
        )
      }
    >
      <Stack component="section" aria-labelledby="waiting" gap="sm">
        <Title order={2} size="h4" id="waiting">
          {t('waiting')}
        </Title>
        <WaitingForMe />
      </Stack>
      <Stack component="section" aria-labelledby="all" gap="sm">
        <Title order={2} size="h4" id="all">
          {t('all')}
        </Title>
        <AllReleases />
      </Stack>
    </Page>
  )
}
