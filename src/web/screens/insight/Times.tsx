import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../../language/model.ts'
import type { Insight } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { timeColours } from './colours.ts'
import { Plot } from './Plot.tsx'
import { everyWeek, weekLabel } from './weeks.ts'

type Rows = Insight['times']

const tenths = (hours: number) => Math.round(hours * 10) / 10

const OfLanguage = ({ rows, locale }: { rows: Rows; locale: Locale }) => {
  const { t, i18n } = useTranslation('insight')
  const { t: common } = useTranslation()
  const format = useFormat()
  const label = (week: string) => format.digits(weekLabel(week, i18n.language as Locale))
  return (
    <Plot
      title={t('times.title', { language: common(`language.${locale}`) })}
      lead={t('times.lead')}
      columns={[t('week'), t('times.median'), t('times.p90'), t('times.approved')]}
      rows={rows.map((row) => [
        label(row.week),
        t('times.hours', { hours: tenths(row.medianHours) }),
        t('times.hours', { hours: tenths(row.p90Hours) }),
        format.number(row.approved),
      ])}
    >
      <BarChart
        h={260}
        data={everyWeek(rows.map(({ week }) => week)).map((week) => {
          const row = rows.find((other) => other.week === week)
          return { week: label(week), median: row?.medianHours ?? 0, p90: row?.p90Hours ?? 0 }
        })}
        dataKey="week"
        series={[
          { name: 'median', label: t('times.median'), color: timeColours.median },
          { name: 'p90', label: t('times.p90'), color: timeColours.p90 },
        ]}
        maxBarWidth={30}
        withLegend
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        valueFormatter={(hours) => t('times.hours', { hours: tenths(hours) })}
        yAxisProps={{ width: 80 }}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </Plot>
  )
}

/** How long it took from submission to approval, week by week, for each language. */
export const Times = ({ rows }: { rows: Rows }) =>
  locales.map((locale) => {
    const own = rows.filter((row) => row.locale === locale)
    return own.length > 0 && <OfLanguage key={locale} rows={own} locale={locale} />
  })
