import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayAs, useMe } from '../../api/me.ts'
import type { ConceptCard as Card } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import rows from '../../parts/rows.module.css'
import { Confirmation } from './Confirmation.tsx'
import { byLocale, nameOf } from './order.ts'
import { RemoveConcept } from './RemoveConcept.tsx'
import { Source } from './Source.tsx'
import { TermLine } from './TermLine.tsx'
import styles from './Terms.module.css'

interface ConceptCardProps {
  concept: Card
  onEdit: () => void
  onRemoved: () => void
}

/** When a concept holds, where that is not always. */
const Validity = ({ concept }: { concept: Card }) => {
  const { t } = useTranslation('terms')
  const format = useFormat()
  // As a day where the reader is, not in Greenwich.
  const day = (date: string) => format.day(`${date}T00:00`)
  const { validFrom, validTo } = concept
  if (!validFrom && !validTo) return null
  const from = validFrom ? day(validFrom) : ''
  const to = validTo ? day(validTo) : ''
  return (
    <Text size="sm">{t(from && to ? 'valid.both' : from ? 'valid.from' : 'valid.to', { from, to })}</Text>
  )
}

export const ConceptCard = ({ concept, onEdit, onRemoved }: ConceptCardProps) => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  const me = useMe()
  const [removing, setRemoving] = useState(false)
  const name = nameOf(concept)
  return (
    <Stack>
      <Group justify="space-between" align="start">
        <Title order={3} size="h4" lang={name?.locale} flex="1 1 12rem" style={{ overflowWrap: 'anywhere' }}>
          {name?.text}
        </Title>
        <Badge variant="default">{t(`kind.${concept.kind}`)}</Badge>
      </Group>
      <Validity concept={concept} />
      {concept.note && (
        <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {concept.note}
        </Text>
      )}
      {byLocale(concept.terms).map(({ locale, terms }) => (
        <Stack key={locale} component="section" gap="xs" aria-labelledby={`terms-${locale}`}>
          <Title order={4} size="h5" id={`terms-${locale}`}>
            {common(`language.${locale}`)}
          </Title>
          <Stack component="ul" gap="xs" className={rows.rows}>
            {terms.map((term) => (
              <TermLine key={term.text} term={term} />
            ))}
          </Stack>
          <Confirmation concept={concept} locale={locale} />
        </Stack>
      ))}
      {concept.sources && (
        <Stack component="section" gap="xs" aria-labelledby="sources">
          <Title order={4} size="h5" id="sources">
            {t('sources')}
          </Title>
          <ul className={styles.lines}>
            {concept.sources.map((source) => (
              <li key={source}>
                <Source source={source} />
              </li>
            ))}
          </ul>
        </Stack>
      )}
      {mayAs(me, ['reviewer', 'administrator']) && (
        <Group>
          <Button leftSection={<IconPencil size={18} />} onClick={onEdit} variant="default">
            {t('edit')}
          </Button>
          <Button
            leftSection={<IconTrash size={18} />}
            onClick={() => setRemoving(true)}
            variant="subtle"
            color="red"
          >
            {t('remove')}
          </Button>
        </Group>
      )}
      <RemoveConcept
        concept={concept}
        opened={removing}
        onClose={() => setRemoving(false)}
        onRemoved={onRemoved}
      />
    </Stack>
  )
}
