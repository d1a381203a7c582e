import { ActionIcon, Button, Group, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OfficeStyleAnswer } from '../../api/types.ts'
import { Section } from '../../parts/Section.tsx'

type Links = OfficeStyleAnswer['style']['social']

const MOST = 8

/** Where else the office can be read. */
export const LinkFields = ({ links, change }: { links: Links; change: (links: Links) => void }) => {
  const { t } = useTranslation('office')
  const set = (at: number, changed: Partial<Links[number]>) =>
    change(links.map((link, index) => (index === at ? { ...link, ...changed } : link)))
  return (
    <Section title={t('social.title')}>
      {links.map((link, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands in it
        <Group key={at} align="end" wrap="nowrap" gap="xs">
          <TextInput
            label={t('social.name')}
            maxLength={40}
            required
            w="9rem"
            value={link.name}
            onChange={({ currentTarget }) => set(at, { name: currentTarget.value })}
          />
          <TextInput
            label={t('social.address')}
            type="url"
            placeholder="https://"
            required
            flex={1}
            value={link.url}
            onChange={({ currentTarget }) => set(at, { url: currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="red"
            size={36}
            aria-label={t('social.remove', { name: link.name })}
            onClick={() => change(links.filter((_, index) => index !== at))}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      ))}
      {links.length < MOST && (
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={18} />}
            onClick={() => change([...links, { name: '', url: '' }])}
          >
            {t('social.add')}
          </Button>
        </Group>
      )}
    </Section>
  )
}
