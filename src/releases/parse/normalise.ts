const invisible =
  /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g
const wideSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f]/g
const ligatures: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' }

/**
 * The same words in one spelling: NFC, line feeds, plain spaces (the ideographic space stays), no soft hyphens or other invisible
 * characters (ZWNJ and ZWJ stay: they change how Khmer is drawn), PDF's ligatures taken apart. Quotation marks stay as written.
 */
export const normalise = (text: string): string => (plainAscii.test(text) ? text : inOneSpelling(text))

/** Most runs of text have nothing to mend. */
const plainAscii = /^[\t\n\x20-\x7e]*$/

const inOneSpelling = (text: string): string =>
  text
    .replace(/\r\n?|\u0085|\u2028/g, '\n')
    .replace(/\u000b/g, '\n')
    .replace(/\u2029/g, '\n\n')
    // At a line's end the soft hyphen is seen, and the word goes on.
    .replace(/\u00ad[ \t]*\n[ \t]*(?=\p{L})/gu, '')
    .replace(invisible, '')
    .replace(wideSpaces, ' ')
    .replace(/[ﬀ-ﬆ]/g, (ligature) => ligatures[ligature]!)
    .normalize('NFC')
