/** Full-width digits, Latin letters and signs as half-width ones. Japanese punctuation stays. One unit becomes one unit. */
export const toHalfWidth = (text: string): string =>
  text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0d\uff0e\uff0f]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  )

/** Half-width digits and Latin letters as full-width ones. */
export const toFullWidth = (text: string): string =>
  text.replace(/[0-9A-Za-z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

/** Half-width katakana and its punctuation as the full-width forms that official text uses; sound marks join their kana. */
export const widenKatakana = (text: string): string =>
  text.replace(/[\uff61-\uff9f]{1,200}/g, (run) => run.normalize('NFKC'))

const halfKatakana = /[\uff61-\uff9f]/

/** Whether the text holds half-width katakana or its punctuation. */
export const hasHalfKatakana = (text: string): boolean => halfKatakana.test(text)

/** Kinsoku (JLReq, strict): a line may not begin with one of these. */
export const notAtLineStart =
  '、。，．・：；？！」』）］｝〕〉》】ー々ゝゞヽヾ〜～…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜'

/** Kinsoku (JLReq, strict): a line may not end with one of these. */
export const notAtLineEnd = '「『（［｛〔〈《【'

const japanese = /[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]/

/** Whether a character is kana or kanji. */
export const isJapanese = (char: string): boolean => japanese.test(char)
