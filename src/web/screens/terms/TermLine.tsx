import { Badge, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Term } from '../../api/types.ts'
import styles from './Terms.module.css'

const colors = { preferred: 'green', admitted: 'gray', forbidden: 'red' } as const

/** A term with all that is known of it. */
export const TermLine = ({ term }: { term: Term }) => {
  const { t } = useTranslation('terms')
  const { text, status, locale, mention, matchCase, partOfSpeech, gender, note } = term
  const facts = [
    mention && mention !== 'any' && t(`mention.${mention}`),
    matchCase !== undefined && t(matchCase ? 'case.match' : 'case.ignore'),
    partOfSpeech && t(`speech.${partOfSpeech}`),
    gender && t(`gender.${gender}`),
  ].filter(Boolean)
  return (
    <li className={styles.term}>
      <Group gap="xs" align="center">
        <Text
          lang={locale}
          fw={status === 'preferred' ? 600 : undefined}
          style={{ overflowWrap: 'anywhere' }}
        >
          {text}
        </Text>
        <Badge color={colors[status]} variant="light">
          {t(`status.${status}`)}
        </Badge>
      </Group>
      {facts.length > 0 && (
        <Text size="sm" c="dimmed">
          {facts.join(' · ')}
        </Text>
      )}
      {note && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {note}
        </Text>
      )}
    </li>
  )
}
