import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../language/model.ts'
import type { Insight } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { statusColours, statuses } from './colours.ts'
import { Plot } from './Plot.tsx'

/** Where the translations of releases that have not gone out wait, now. */
export const Standing = ({ rows }: { rows: Insight['standing'] }) => {
  const { t } = useTranslation('insight')
  const { t: common } = useTranslation()
  const format = useFormat()
  const present = statuses.filter((status) => rows.some((row) => row.status === status))
  const languages = locales.filter((locale) => rows.some((row) => row.locale === locale))
  const inOrder = languages.flatMap((locale) =>
    present.flatMap((status) => rows.filter((row) => row.locale === locale && row.status === status)),
  )
  return (
    <Plot
      title={t('standing.title')}
      lead={t('standing.lead')}
      columns={[t('standing.where'), t('standing.count'), t('standing.oldest')]}
      rows={inOrder.map(({ locale, status, translations, oldest }) => [
        `${common(`language.${locale}`)} · ${common(`status.${status}`)}`,
        format.number(translations),
        format.fromNow(oldest),
      ])}
    >
      <BarChart
        h={languages.length * 60 + 110}
        type="stacked"
        orientation="vertical"
        data={languages.map((locale) => ({
          language: common(`language.${locale}`),
          ...Object.fromEntries(
            rows
              .filter((row) => row.locale === locale)
              .map(({ status, translations }) => [status, translations]),
          ),
        }))}
        dataKey="language"
        series={present.map((status) => ({
          name: status,
          label: common(`status.${status}`),
          color: statusColours[status]!,
        }))}
        maxBarWidth={40}
        withLegend
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        yAxisProps={{ width: 90 }}
        xAxisProps={{ allowDecimals: false }}
        valueFormatter={format.number}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </Plot>
  )
}
