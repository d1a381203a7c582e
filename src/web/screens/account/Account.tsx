import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me.ts'
import { Page } from '../../parts/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import { ApiKeys } from './ApiKeys.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { Profile } from './Profile.tsx'
import { Provider } from './Provider.tsx'
import { SecondStep } from './SecondStep.tsx'
import { Sessions } from './Sessions.tsx'

export default function Account() {
  const { t } = useTranslation('account')
  const me = useMe()
  return (
    <Page title={t('title')}>
      <Section title={t('profile.title')}>
        <Profile key={`${me.name} ${me.locale}`} />
      </Section>
      <Section title={t('password.title')}>
        <ChangePassword />
        <Provider />
      </Section>
      <Section title={t('second.title')}>
        <SecondStep />
      </Section>
      <Section title={t('sessions.title')}>
        <Sessions />
      </Section>
      <Section title={t('keys.title')}>
        <ApiKeys />
      </Section>
    </Page>
  )
}
