import { Command, Option } from 'commander'
import { type Locale, locales, sourceLocale } from '../language/model.ts'
import { getTranslation } from '../review/translation.ts'
import { draftsText } from './drafts-text.ts'
import { withDeps } from './exchange.ts'

export const draftsCommand = new Command('drafts')
  .description('prints where each text of a translation comes from, and why; “?” marks a suggestion')
  .argument('<slug>', 'the release')
  .addOption(
    new Option('--locale <locale>', 'the language of the translation')
      .choices(locales.filter((one) => one !== sourceLocale))
      .makeOptionMandatory(),
  )
  .option('--json', 'print the segments as JSON')
  .action(async (slug: string, { locale, json }: { locale: Locale; json?: boolean }) => {
    const { segments } = await withDeps(({ db }) => getTranslation(db, slug, locale, sourceLocale))
    process.stdout.write(json ? `${JSON.stringify(segments, null, 2)}\n` : draftsText(segments, locale))
  })
