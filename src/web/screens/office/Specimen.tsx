import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../language/model.ts'
import type { Pictures } from '../../../publishing/pages.ts'
import { call } from '../../api/client.ts'
import type { OfficeStyleAnswer } from '../../api/types.ts'
import { ownNames } from '../../layout/LanguageMenu.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { Section } from '../../parts/Section.tsx'
import { showPictures } from '../editor/frame.ts'
import styles from './Office.module.css'

type Style = OfficeStyleAnswer['style']

/** In ms after the last change. */
const PAUSE = 400

const all = 'all'

const ask = (style: Style, shown: string) =>
  call<Pictures>('POST', '/api/office/style/preview', {
    style: { ...style, social: style.social.filter(({ name, url }) => name !== '' && URL.canParse(url)) },
    locales: shown === all ? [...locales] : [shown as Locale],
  })

/** A made-up release as it would be printed, by the templates that print. */
export const Specimen = ({ style }: { style: Style }) => {
  const { t } = useTranslation('office')
  const [shown, setShown] = useState<string>(locales[0])
  const [page, setPage] = useState<Document | null>(null)
  const [settled] = useDebouncedValue(style, PAUSE)
  const { data, error, refetch } = useQuery({
    queryKey: ['office-specimen', settled, shown],
    queryFn: () => ask(settled, shown),
    placeholderData: (before) => before,
    retry: false,
  })
  useEffect(() => {
    if (page && data) showPictures(page, data)
  }, [page, data])
  return (
    <Section title={t('specimen.title')}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('specimen.lead')}
        </Text>
        <SegmentedControl
          aria-label={t('specimen.languages')}
          value={shown}
          onChange={setShown}
          data={[
            ...locales.map((locale) => ({
              value: locale,
              label: <span lang={locale}>{ownNames[locale]}</span>,
            })),
            { value: all, label: t('specimen.all') },
          ]}
        />
        <ProblemNote error={error} again={refetch} />
        <iframe
          title={t('specimen.title')}
          src="/preview-frame"
          className={styles.specimen}
          onLoad={(event) => setPage(event.currentTarget.contentDocument)}
        />
      </Stack>
    </Section>
  )
}
