import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { Webhooks } from './Webhooks.tsx'

/** What whoever runs the installation looks after. */
export default function Operations() {
  const { t } = useTranslation('operations')
  return (
    <Page title={t('title')}>
      <Section title={t('webhooks.title')}>
        <Webhooks />
      </Section>
      <Section title={t('queues.title')}>
        <Text>{t('queues.lead')}</Text>
        <Text>
          <Anchor href="/queues" target="_blank" rel="noreferrer">
            {t('queues.open')}
          </Anchor>
        </Text>
      </Section>
    </Page>
  )
}
