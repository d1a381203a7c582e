import { ColorInput, NativeSelect, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../language/model.ts'
import type { OfficeStyleAnswer } from '../../api/types.ts'
import { Section } from '../../parts/Section.tsx'
import { LogoField } from './LogoField.tsx'

type Style = OfficeStyleAnswer['style']

interface LookProps {
  style: Style
  sets: OfficeStyleAnswer['sets']
  change: (changed: Partial<Style>) => void
}

const choices = {
  paper: ['a4', 'us-letter'],
  layout: ['stacked', 'side-by-side', 'facing-pages'],
  japaneseYears: ['western', 'era'],
} as const

/** What is chosen: templates, paper, layout, colours, logo. */
export const Look = ({ style, sets, change }: LookProps) => {
  const { t, i18n } = useTranslation('office')
  const choice = (name: keyof typeof choices) => (
    <NativeSelect
      label={t(`${name}.label`)}
      description={i18n.exists(`office:${name}.hint`) ? t(`${name}.hint`) : undefined}
      value={style[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value } as Partial<Style>)}
      data={choices[name].map((value) => ({ value, label: t(`${name}.${value}`) }))}
    />
  )
  const colour = (name: keyof Style['colours']) => (
    <ColorInput
      label={t(`colours.${name}`)}
      description={t(`colours.${name}-hint`)}
      value={style.colours[name]}
      onChange={(value) => change({ colours: { ...style.colours, [name]: value } })}
      eyeDropperButtonProps={{ 'aria-label': t('colours.pick') }}
      required
    />
  )
  return (
    <Section title={t('look')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t('set')}
          value={style.set}
          onChange={({ currentTarget }) => change({ set: currentTarget.value })}
          data={sets.map(({ name, names }) => ({ value: name, label: names[i18n.language as Locale] }))}
        />
        {choice('paper')}
        {choice('layout')}
        {choice('japaneseYears')}
        {colour('accent')}
        {colour('link')}
      </SimpleGrid>
      <LogoField logo={style.logo} change={(logo) => change({ logo })} />
    </Section>
  )
}
