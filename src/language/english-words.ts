/** What an English word as written may be a form of: enough to find a term in the plural or a verb in its tenses. */

type Ending = readonly [written: string, base: string]

const nounEndings: readonly Ending[] = [
  ['ies', 'y'],
  ['ves', 'f'],
  ['ves', 'fe'],
  ['ses', 'sis'],
  ['es', ''],
  ['s', ''],
  ['men', 'man'],
  ['anda', 'andum'],
  ['enda', 'endum'],
  ['teria', 'terion'],
]

const verbEndings: readonly Ending[] = [
  ['ies', 'y'],
  ['ied', 'y'],
  ['es', ''],
  ['s', ''],
  ['ed', ''],
  ['ed', 'e'],
  ['ing', ''],
  ['ing', 'e'],
]

const irregularNouns: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['feet', 'foot'],
  ['media', 'medium'],
  ['data', 'datum'],
])

const irregularVerbs: ReadonlyMap<string, string> = new Map([
  ...['began', 'begun'].map((form) => [form, 'begin'] as const),
  ['brought', 'bring'],
  ['built', 'build'],
  ...['chose', 'chosen'].map((form) => [form, 'choose'] as const),
  ...['forgave', 'forgiven'].map((form) => [form, 'forgive'] as const),
  ['fought', 'fight'],
  ['found', 'find'],
  ...['gave', 'given'].map((form) => [form, 'give'] as const),
  ['held', 'hold'],
  ['kept', 'keep'],
  ['led', 'lead'],
  ['made', 'make'],
  ['met', 'meet'],
  ['paid', 'pay'],
  ...['rose', 'risen'].map((form) => [form, 'rise'] as const),
  ['sent', 'send'],
  ['sought', 'seek'],
  ['spent', 'spend'],
  ...['spoke', 'spoken'].map((form) => [form, 'speak'] as const),
  ['stood', 'stand'],
  ...['strove', 'striven'].map((form) => [form, 'strive'] as const),
  ...['swore', 'sworn'].map((form) => [form, 'swear'] as const),
  ...['took', 'taken'].map((form) => [form, 'take'] as const),
  ['understood', 'understand'],
  ...['undertook', 'undertaken'].map((form) => [form, 'undertake'] as const),
  ['upheld', 'uphold'],
  ...['withdrew', 'withdrawn'].map((form) => [form, 'withdraw'] as const),
  ...['wrote', 'written'].map((form) => [form, 'write'] as const),
])

/** The fewest letters that are left of a word without its ending: "is" is no plural of "i". */
const SHORTEST = 2

const withoutEndings = (word: string, endings: readonly Ending[]): string[] =>
  endings.flatMap(([written, base]) =>
    word.length >= written.length + SHORTEST && word.endsWith(written)
      ? [word.slice(0, -written.length) + base]
      : [],
  )

/** "permitted" comes from "permitt" by its ending; the word is "permit". */
const undoubled = (stems: string[]): string[] =>
  stems.flatMap((stem) => (stem.at(-1) === stem.at(-2) ? [stem, stem.slice(0, -1)] : [stem]))

/** The nouns, in their singular, that a written word may be the plural of; without the word itself. Case stays as it is. */
export const singularsOf = (word: string): string[] => {
  const irregular = irregularNouns.get(word)
  return irregular ? [irregular] : withoutEndings(word, nounEndings)
}

/** The verbs, in their infinitive, that a written word may be a form of; without the word itself. Case stays as it is. */
export const infinitivesOf = (word: string): string[] => {
  const irregular = irregularVerbs.get(word)
  return irregular ? [irregular] : undoubled(withoutEndings(word, verbEndings))
}
