import { ActionIcon, Menu } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../language/model.ts'
import { call } from '../api/client.ts'
import type { Me } from '../api/types.ts'
import { speak } from '../i18n.ts'

// Everybody finds their own language by its own name.
export const ownNames: Record<Locale, string> = { en: 'English', km: 'ភាសាខ្មែរ', ja: '日本語' }

/** Chooses the language of the screens; the server and its mails speak it too from here on. */
export const LanguageMenu = ({ me }: { me?: Me }) => {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const choose = async (locale: Locale) => {
    await speak(locale)
    if (!me) return
    await call('PATCH', '/api/me', { locale })
    // Findings and refusals come in the reader's language.
    await queries.invalidateQueries()
  }
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('language-menu')}>
          <IconLanguage />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {locales.map((locale) => (
          <Menu.Item
            key={locale}
            lang={locale}
            aria-current={i18n.language === locale}
            fw={i18n.language === locale ? 700 : undefined}
            onClick={() => choose(locale)}
          >
            {ownNames[locale]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
