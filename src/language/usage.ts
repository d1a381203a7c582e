import type { Locale } from './model.ts'

/** Words that stand for a country named before: 両国, ប្រទេសទាំងពីរ. */
export const countryAnaphora: Record<Locale, RegExp> = {
  en: /\b(?:both|the two) (?:countries|nations|sides)\b/i,
  km: /ប្រទេស(?:ទាំងពីរ|ទាំងសង|យើង|នេះ)|ទ្វេភាគី|ភាគីទាំងពីរ/,
  ja: /両国|同国|我が国|わが国|当国|自国|二国間|国内|両首脳|両外相/,
}

/** The countries that a release may leave to words such as 両国, with the short forms of their names, by the English name. */
export const countryShort: Record<Locale, Record<string, RegExp>> = {
  en: {},
  km: { Japan: /ជប៉ុន/, Cambodia: /កម្ពុជា|ខ្មែរ/, 'the Kingdom': /ព្រះរាជាណាចក្រ|កម្ពុជា/ },
  ja: {
    Japan: /日本|天皇|上皇|皇后|皇室|自衛隊|総理|邦人|円借款|[訪対在駐来]日|日(?=・|A|系|米|中|韓|カ|側)/,
    Cambodia: /カンボ|カ国|王国/,
    'the Kingdom': /カンボジア|王国|同国/,
  },
}

/** Towns that may be said by another word than their name: 在京大使館, 首都, រាជធានី. */
export const townShort: Record<Locale, Record<string, RegExp>> = {
  en: {},
  km: { 'Phnom Penh': /រាជធានី/ },
  ja: { Tokyo: /[在上帰訪滞]京|都内/, 'Phnom Penh': /首都|都内/ },
}

/** Posts that a language calls by several names, found by the English one. */
export const titleSynonyms: Record<Locale, { english: RegExp; forms: string[] }[]> = {
  en: [],
  km: [{ english: /^Foreign Minister$/i, forms: ['រដ្ឋមន្ត្រីការបរទេស', 'រដ្ឋមន្ត្រីទាំងពីរ'] }],
  ja: [
    { english: /^Deputy Prime Minister$/i, forms: ['副首相', '副総理'] },
    {
      english: /^(?:(?:Japanese )?Prime Minister|Prime Minister of .*)$/i,
      forms: ['首相', '総理', '両首脳'],
    },
    {
      english: /^(?:Foreign Minister|Minister (?:for|of) Foreign Affairs.*)$/i,
      forms: ['外務大臣', '外相', '外務国際協力大臣'],
    },
  ],
}

/** Words for two holders of a post together, where a language need not name either: 両大臣, រដ្ឋមន្ត្រីទាំងពីរ. */
export const bothTitles: Record<Locale, RegExp> = {
  en: /\bboth (?:Ministers|Leaders)\b/i,
  km: /(?:រដ្ឋមន្ត្រី|មេដឹកនាំ)ទាំងពីរ/,
  ja: /両(?:大臣|外相|首脳|首相|閣僚)/,
}
