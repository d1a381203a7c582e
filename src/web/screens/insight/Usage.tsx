import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../language/model.ts'
import type { Insight } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { localeColours } from './colours.ts'
import { Plot } from './Plot.tsx'

type Rows = Insight['usage']

const sumOf = (
  rows: Rows,
  field: 'calls' | 'characters' | 'inputTokens' | 'outputTokens' | 'cost' | 'milliseconds',
) => rows.reduce((sum, row) => sum + Number(row[field] ?? 0), 0)

/** What engines over the network were asked, and what it took: that is what they are paid by. */
export const Usage = ({ rows }: { rows: Rows }) => {
  const { t } = useTranslation('insight')
  const { t: common } = useTranslation()
  const format = useFormat()
  const engines = [...Map.groupBy(rows, ({ engine, model }) => [engine, model].filter(Boolean).join(' · '))]
  const languages = locales.filter((locale) => rows.some((row) => row.locale === locale))
  /** Sums in different currencies stand side by side: none is turned into another. */
  const costs = (own: Rows) =>
    [...Map.groupBy(own, ({ currency }) => currency)]
      .filter(([currency]) => currency !== null)
      .map(
        ([currency, priced]) => `${format.number(Math.round(sumOf(priced, 'cost') * 100) / 100)} ${currency}`,
      )
      .join(' + ')
  const answered = (own: Rows) => own.filter(({ outcome }) => outcome === 'answered')
  return (
    <Plot
      title={t('usage.title')}
      lead={t('usage.lead')}
      columns={[
        t('usage.engine'),
        t('usage.calls'),
        t('usage.failed'),
        t('usage.characters'),
        t('usage.tokens'),
        t('usage.cost'),
        t('usage.seconds'),
      ]}
      rows={engines.map(([name, own]) => {
        const calls = sumOf(own, 'calls')
        const tokens = sumOf(own, 'inputTokens') + sumOf(own, 'outputTokens')
        return [
          name,
          format.number(calls),
          format.number(calls - sumOf(answered(own), 'calls')),
          format.number(sumOf(own, 'characters')),
          tokens > 0 ? format.number(tokens) : '—',
          costs(own) || '—',
          format.number(Math.round(sumOf(own, 'milliseconds') / (calls || 1) / 100) / 10),
        ]
      })}
    >
      <BarChart
        h={280}
        data={engines.map(([engine, own]) => ({
          engine,
          ...Object.fromEntries(
            languages.map((locale) => [
              locale,
              sumOf(
                own.filter((row) => row.locale === locale),
                'characters',
              ),
            ]),
          ),
        }))}
        dataKey="engine"
        series={languages.map((locale) => ({
          name: locale,
          label: common(`language.${locale}`),
          color: localeColours[locale]!,
        }))}
        maxBarWidth={60}
        withLegend
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        yAxisProps={{ width: 70 }}
        valueFormatter={format.number}
        barProps={{ isAnimationActive: false }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </Plot>
  )
}
