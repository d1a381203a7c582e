import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../../api/me.ts'
import { isOpen } from '../../doors.ts'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { paths } from '../../paths.ts'
import { AllReleases } from './AllReleases.tsx'
import { SenderNote } from './SenderNote.tsx'
import { WaitingForMe } from './WaitingForMe.tsx'

export default function Releases() {
  const { t } = useTranslation('releases')
  const me = useMe()
  return (
    <Page
      title={t('title')}
      actions={
        isOpen('newRelease', me) && (
          <Button component={Link} to={paths.newRelease} leftSection={<IconPlus size={18} />}>
            {t('new')}
          </Button>
        )
      }
    >
      <SenderNote />
      <Section title={t('waiting')}>
        <WaitingForMe />
      </Section>
      <Section title={t('all')}>
        <AllReleases />
      </Section>
    </Page>
  )
}
