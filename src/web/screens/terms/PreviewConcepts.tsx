import { Anchor, Badge, ScrollArea, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { locales, sourceLocale } from '../../../language/model.ts'
import type { TermsPreview } from '../../api/types.ts'
import { byLocale } from './order.ts'

/** The concepts that a file would add, the first of them; beside which that is there already, and whether they come confirmed. */
export const PreviewConcepts = ({ preview }: { preview: TermsPreview }) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const { concepts, added } = preview
  if (concepts.length === 0) return null
  return (
    <>
      <ScrollArea.Autosize
        mah={320}
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('files.added') }}
      >
        <Table miw={560}>
          <Table.Thead>
            <Table.Tr>
              {locales.map((locale) => (
                <Table.Th key={locale} scope="col">
                  {common(`language.${locale}`)}
                </Table.Th>
              ))}
              <Table.Th scope="col">{t('kind-label')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {concepts.map((concept, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they have no name yet
              <Table.Tr key={at}>
                {locales.map((locale) => (
                  <Table.Td key={locale} lang={locale} style={{ overflowWrap: 'anywhere' }}>
                    {byLocale(concept.terms)
                      .find((group) => group.locale === locale)
                      ?.terms.map(({ text }) => text)
                      .join(' · ')}
                    {locale !== sourceLocale && concept.confirmed.includes(locale) && (
                      <Badge size="sm" color="green" variant="light" ml="xs">
                        {t('confirmed')}
                      </Badge>
                    )}
                  </Table.Td>
                ))}
                <Table.Td>
                  {t(`kind.${concept.kind}`)}
                  {concept.beside && (
                    <Anchor size="sm" component={Link} to={`?concept=${concept.beside}`} display="block">
                      {t('files.beside')}
                    </Anchor>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {added > concepts.length && (
        <Text size="sm" c="dimmed">
          {t('files.more', { count: added - concepts.length })}
        </Text>
      )}
    </>
  )
}
