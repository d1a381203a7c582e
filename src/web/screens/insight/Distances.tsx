import { LineChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../language/model.ts'
import type { Insight } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { originColours, origins } from './colours.ts'
import { Plot } from './Plot.tsx'
import { everyWeek, weekLabel } from './weeks.ts'

export type Measure = 'chrf' | 'ter'
type Rows = Insight['distances']

const OfLanguage = ({ rows, locale, measure }: { rows: Rows; locale: Locale; measure: Measure }) => {
  const { t, i18n } = useTranslation('insight')
  const { t: common } = useTranslation()
  const format = useFormat()
  const present = origins.filter((origin) => rows.some((row) => row.origin === origin))
  const label = (week: string) => format.digits(weekLabel(week, i18n.language as Locale))
  const at = (week: string, origin: string) => rows.find((row) => row.week === week && row.origin === origin)
  return (
    <Plot
      title={t(`distance.${measure}`, { language: common(`language.${locale}`) })}
      lead={t(`distance.${measure}-lead`)}
      columns={[t('week-and-origin'), 'chrF', 'TER', t('distance.unchanged'), t('segments')]}
      rows={rows.map((row) => [
        `${label(row.week)} · ${t(`from.${row.origin}`)}`,
        format.number(Math.round(row.chrf)),
        format.number(Math.round(row.ter)),
        format.share(row.unchanged / row.segments),
        format.number(row.segments),
      ])}
    >
      <LineChart
        h={280}
        data={everyWeek(rows.map(({ week }) => week)).map((week) => ({
          week: label(week),
          ...Object.fromEntries(present.map((origin) => [origin, at(week, origin)?.[measure] ?? null])),
        }))}
        dataKey="week"
        series={present.map((origin) => ({
          name: origin,
          label: t(`from.${origin}`),
          color: originColours[origin]!,
        }))}
        connectNulls
        curveType="linear"
        withLegend
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        valueFormatter={(value) => format.number(Math.round(value))}
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ accessibilityLayer: false }}
      />
    </Plot>
  )
}

/** How far drafts were from what was approved, week by week, for each language. */
export const Distances = ({ rows, measure }: { rows: Rows; measure: Measure }) =>
  locales.map((locale) => {
    const own = rows.filter((row) => row.locale === locale)
    return own.length > 0 && <OfLanguage key={locale} rows={own} locale={locale} measure={measure} />
  })
