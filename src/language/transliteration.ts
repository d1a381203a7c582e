/** Khmer letters by their consonant; register and inherent vowel say nothing about a name's own sound. */
const khmer = new Map(
  Object.entries({
    k: 'កខគឃ',
    q: 'ង',
    c: 'ចឆជឈ',
    j: 'ញ',
    t: 'ដឋឌឍតថទធ',
    n: 'ណន',
    p: 'បផពភ',
    m: 'មំ',
    y: 'យ',
    r: 'រ',
    l: 'លឡ',
    v: 'វ',
    s: 'ស',
    h: 'ហ',
  }).flatMap(([consonant, letters]) => [...letters].map((letter): [string, string] => [letter, consonant])),
)

/** The consonants of a Latin name as Khmer would keep them: Derek Yip is trkyp. */
const latinForKhmer = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replaceAll('qu', 'k')
    // Hor is ហោ.
    .replace(/or(?![aeiou])/g, 'o')
    .replaceAll('ng', 'q')
    .replace(/[jz]/g, 'ch')
    .replaceAll('nh', 'j')
    .replace(/ph|[bf]/g, 'p')
    .replace(/sh|x|c(?=[eiy])/g, 's')
    .replace(/[kg]h?|c(?!h)/g, 'k')
    .replaceAll('ch', 'c')
    .replace(/[td]h?/g, 't')
    .replaceAll('w', 'v')
    .replace(/[aeiouh]/g, '')
    .replace(/(.)\1+/g, '$1')

/** Letters of katakana by the consonant that they begin with, sounds that names swap (l and r, b and v, s and ch) as one. */
const katakana = new Map(
  Object.entries({
    k: 'カキクケコガギグゲゴ',
    s: 'サシスセソザジズゼゾチヂツヅ',
    t: 'タテトダデド',
    n: 'ナニヌネノン',
    p: 'バビブベボパピプペポヴワフ',
    m: 'マミムメモ',
    r: 'ラリルレロ',
  }).flatMap(([consonant, letters]) => [...letters].map((letter): [string, string] => [letter, consonant])),
)

/** The consonants of a Latin name as katakana would keep them: Derek Yip is trkp. */
const ofLatin = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/ng(?![aeiou])/g, 'n')
    .replace(/ph|[fbvw]/g, 'p')
    .replace(/ch|sh|ts|[jxz]|c(?=[eiy])/g, 's')
    .replace(/th|dh|d/g, 't')
    .replace(/kh|gh/g, 'k')
    .replace(/[cgq]/g, 'k')
    .replace(/l/g, 'r')
    .replace(/[aeiouyh]/g, '')
    .replace(/(.)\1+/g, '$1')

/** The consonants of the katakana in a text; other letters part them. */
const ofKatakana = (text: string): string =>
  text.replace(/[\s\S]/g, (letter) => katakana.get(letter) ?? (/[ァ-ヺー・]/.test(letter) ? '' : '|'))

/** The length of the longest common subsequence of two short strings. */
const common = (a: string, b: string): number => {
  let last = new Array<number>(b.length + 1).fill(0)
  for (const letter of a) {
    const next = [0]
    for (let at = 0; at < b.length; at++)
      next.push(letter === b[at] ? last[at]! + 1 : Math.max(last[at + 1]!, next[at]!))
    last = next
  }
  return last[b.length]!
}

/** The most of some consonants that a stretch of sounds has in their order, 0–1; undefined where they are too few to tell. */
const likeness = (consonants: string, sounds: string): number | undefined => {
  if (consonants.length < 4 || consonants.length > 30) return undefined
  const window = consonants.length + 2
  let most = 0
  for (let at = 0; at === 0 || at <= sounds.length - window; at++)
    most = Math.max(most, common(consonants, sounds.slice(at, at + window)))
  return most / consonants.length
}

/** Longer texts are read so far. */
const longest = 2000

/**
 * How much of a Latin name's consonants a stretch of a text's katakana has in their order, 0–1; undefined where the name is too
 * short to tell, or may stand in kanji: as a Japanese or a Chinese name.
 */
export const katakanaLikeness = (name: string, text: string): number | undefined =>
  mayBeKanji(name) ? undefined : likeness(ofLatin(name), ofKatakana(text.slice(0, longest)))

/** The same for a Khmer text, of which any word may sound like a part of the name: only little likeness says that it is not there. */
export const khmerLikeness = (name: string, text: string): number | undefined =>
  likeness(
    latinForKhmer(name),
    text.slice(0, longest).replace(/[\s\S]/g, (letter) => khmer.get(letter) ?? ''),
  )

const japaneseWord = /^(?:(?:[kstnhmrgzdbpjwyf]|[ksnhmrgbp]y|sh|ch|ts)?[aeiou]{1,2}n?){1,8}$/
const chineseWord = /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]{1,3}(?:ng?|r)?){1,3}$/

const mayBeKanji = (name: string) => {
  const words = name.toLowerCase().split(/\s+/)
  return words.every((word) => japaneseWord.test(word)) || words.every((word) => chineseWord.test(word))
}
