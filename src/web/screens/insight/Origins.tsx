import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../language/model.ts'
import type { Insight } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { originColours, origins } from './colours.ts'
import { Plot } from './Plot.tsx'

/** The share of segments by where their drafts come from, for each language. */
export const Origins = ({ counts }: { counts: Insight['origins'] }) => {
  const { t } = useTranslation('insight')
  const { t: common } = useTranslation()
  const format = useFormat()
  const present = origins.filter((origin) => counts.some((count) => count.origin === origin))
  const languages = locales.filter((locale) => counts.some((count) => count.locale === locale))
  const of = (locale: string, origin: string) =>
    counts.find((count) => count.locale === locale && count.origin === origin)?.segments ?? 0
  const sum = (locale: string) => present.reduce((all, origin) => all + of(locale, origin), 0)
  return (
    <Plot
      title={t('origins.title')}
      lead={t('origins.lead')}
      columns={[t('origin'), ...languages.map((locale) => common(`language.${locale}`))]}
      rows={present.map((origin) => [
        t(`from.${origin}`),
        ...languages.map((locale) => {
          const segments = of(locale, origin)
          return `${format.share(segments / (sum(locale) || 1))} (${format.number(segments)})`
        }),
      ])}
    >
      <BarChart
        h={languages.length * 70 + 110}
        type="percent"
        orientation="vertical"
        data={languages.map((locale) => ({
          language: common(`language.${locale}`),
          ...Object.fromEntries(present.map((origin) => [origin, of(locale, origin)])),
        }))}
        dataKey="language"
        series={present.map((origin) => ({
          name: origin,
          label: t(`from.${origin}`),
          color: originColours[origin]!,
        }))}
        maxBarWidth={44}
        withLegend
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        yAxisProps={{ width: 90 }}
        xAxisProps={{ tickFormatter: format.share }}
        valueFormatter={format.number}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </Plot>
  )
}
