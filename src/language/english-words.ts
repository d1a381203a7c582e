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

/** Each verb with its forms. */
const irregularVerbs: Readonly<Record<string, string>> = {
  arise: 'arose arisen',
  bear: 'bore borne',
  become: 'became',
  begin: 'began begun',
  break: 'broke broken',
  bring: 'brought',
  build: 'built',
  buy: 'bought',
  catch: 'caught',
  choose: 'chose chosen',
  come: 'came',
  deal: 'dealt',
  draw: 'drew drawn',
  drive: 'drove driven',
  fall: 'fell fallen',
  feel: 'felt',
  fight: 'fought',
  find: 'found',
  fly: 'flew flown',
  forgive: 'forgave forgiven',
  freeze: 'froze frozen',
  give: 'gave given',
  go: 'went gone',
  grow: 'grew grown',
  hold: 'held',
  keep: 'kept',
  know: 'knew known',
  lay: 'laid',
  lead: 'led',
  leave: 'left',
  lend: 'lent',
  lose: 'lost',
  make: 'made',
  meet: 'met',
  oversee: 'oversaw overseen',
  overcome: 'overcame',
  pay: 'paid',
  rise: 'rose risen',
  say: 'said',
  see: 'saw seen',
  seek: 'sought',
  sell: 'sold',
  send: 'sent',
  shake: 'shook shaken',
  show: 'shown',
  speak: 'spoke spoken',
  spend: 'spent',
  stand: 'stood',
  strike: 'struck',
  strive: 'strove striven',
  swear: 'swore sworn',
  take: 'took taken',
  teach: 'taught',
  tell: 'told',
  think: 'thought',
  throw: 'threw thrown',
  understand: 'understood',
  undertake: 'undertook undertaken',
  uphold: 'upheld',
  win: 'won',
  withdraw: 'withdrew withdrawn',
  withstand: 'withstood',
  write: 'wrote written',
}
const verbOfForm: ReadonlyMap<string, string> = new Map(
  Object.entries(irregularVerbs).flatMap(([verb, forms]) =>
    forms.split(' ').map((form): [string, string] => [form, verb]),
  ),
)

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
  const irregular = verbOfForm.get(word)
  return irregular ? [irregular] : undoubled(withoutEndings(word, verbEndings))
}

/** A written word, and what it may be a form of, as noun or verb. */
export const formsOf = (word: string): string[] => [word, ...singularsOf(word), ...infinitivesOf(word)]
