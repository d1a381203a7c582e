import { Stack, Tabs, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../language/model.ts'
import type { OfficeStyleAnswer } from '../../api/types.ts'
import { ownNames } from '../../layout/LanguageMenu.tsx'
import { Section } from '../../parts/Section.tsx'

type Style = OfficeStyleAnswer['style']

const kinds = ['letterhead', 'signatory', 'contact'] as const

interface WordFieldsProps {
  style: Style
  change: (changed: Partial<Style>) => void
}

interface LinesProps {
  kind: (typeof kinds)[number]
  locale: Locale
  lines: string[]
  change: (lines: string[]) => void
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

const Lines = ({ kind, locale, lines, change }: LinesProps) => {
  const { t } = useTranslation('office')
  // As typed: a line that has just been begun is still empty.
  const [text, setText] = useState(lines.join('\n'))
  return (
    <Textarea
      label={t(`${kind}.label`)}
      description={t(`${kind}.hint`)}
      lang={locale}
      autosize
      minRows={2}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        change(linesOf(currentTarget.value))
      }}
    />
  )
}

/** What stands on every document, in each language, a line a line. */
export const WordFields = ({ style, change }: WordFieldsProps) => {
  const { t } = useTranslation('office')
  return (
    <Section title={t('words')}>
      <Tabs defaultValue={locales[0]} keepMounted={false}>
        <Tabs.List aria-label={t('words')}>
          {locales.map((locale) => (
            <Tabs.Tab key={locale} value={locale} lang={locale}>
              {ownNames[locale]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {locales.map((locale) => (
          <Tabs.Panel key={locale} value={locale} pt="sm">
            <Stack gap="sm">
              {kinds.map((kind) => (
                <Lines
                  key={kind}
                  kind={kind}
                  locale={locale}
                  lines={style[kind][locale]}
                  change={(lines) => change({ [kind]: { ...style[kind], [locale]: lines } })}
                />
              ))}
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  )
}
