import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Concept } from '../../api/types.ts'
import { type Draft, draftFrom, wordsOf } from './drafts.ts'
import styles from './Terms.module.css'

interface ConflictProps {
  theirs: Concept
  mine: Draft
  onTakeTheirs: () => void
  onKeepMine: () => void
}

/** All that a concept says, a line for each fact: what is in one version alone is where they differ. */
const useLines = () => {
  const { t } = useTranslation('terms')
  const { t: common } = useTranslation()
  return (draft: Draft): string[] => {
    const { kind, note, sources, validFrom, validTo, terms } = wordsOf(draft)
    return [
      `${t('kind-label')}: ${t(`kind.${kind}`)}`,
      ...(note ? [`${t('note')}: ${note}`] : []),
      ...(validFrom ? [`${t('valid-from')}: ${validFrom}`] : []),
      ...(validTo ? [`${t('valid-to')}: ${validTo}`] : []),
      ...sources.map((source) => `${t('sources')}: ${source}`),
      ...terms.map((term) =>
        [
          `${common(`language.${term.locale}`)}: ${term.text}`,
          t(`status.${term.status}`),
          t(`mention.${term.mention ?? 'any'}`),
          term.matchCase === undefined ? t('case.usual') : t(term.matchCase ? 'case.match' : 'case.ignore'),
          term.partOfSpeech && t(`speech.${term.partOfSpeech}`),
          term.gender && t(`gender.${term.gender}`),
          term.note,
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    ]
  }
}

const Lines = ({ title, lines }: { title: string; lines: string[] }) => {
  const { t } = useTranslation('terms')
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length === 0 && <li>{t('conflict.nothing-more')}</li>}
      </ul>
    </div>
  )
}

/** Somebody else changed what is being changed here: both versions, and which is to hold. */
export const Conflict = ({ theirs, mine, onTakeTheirs, onKeepMine }: ConflictProps) => {
  const { t } = useTranslation('terms')
  const linesOf = useLines()
  const there = linesOf(draftFrom(theirs))
  const here = linesOf(mine)
  return (
    <Alert color="orange" role="alert" icon={<IconGitMerge />} title={t('conflict.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('conflict.lead')}</Text>
        <Lines title={t('conflict.theirs')} lines={there.filter((line) => !here.includes(line))} />
        <Lines title={t('conflict.mine')} lines={here.filter((line) => !there.includes(line))} />
        <Group>
          <Button variant="default" onClick={onTakeTheirs}>
            {t('conflict.take-theirs')}
          </Button>
          <Button onClick={onKeepMine}>{t('conflict.keep-mine')}</Button>
        </Group>
      </Stack>
    </Alert>
  )
}
