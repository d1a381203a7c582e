import type { ReleaseKind } from '../model.ts'

/** What the line that names the kind may say. The first of each is the kind's own name, which the document need not keep. */
export const kindNames: Record<ReleaseKind, string[]> = {
  'press-release': [
    'press release',
    'press-release',
    'news release',
    'media release',
    'press communiqué',
    'press communique',
    'official press release',
  ],
  'joint-statement': [
    'joint statement',
    'joint press statement',
    'joint communiqué',
    'joint communique',
    'joint press release',
    'joint declaration',
    'joint press communiqué',
    'joint press communique',
  ],
  'media-note': [
    'media note',
    'note to media',
    'note to editors',
    'media advisory',
    'press advisory',
    'press note',
  ],
  statement: [
    'statement',
    'press statement',
    'official statement',
    'public statement',
    'declaration',
    "spokesperson's statement",
    'spokesperson’s statement',
    'clarification',
    'announcement',
  ],
  remarks: [
    'remarks',
    'opening remarks',
    'closing remarks',
    'speech',
    'keynote address',
    'address',
    'welcome remarks',
  ],
  correction: ['correction', 'corrigendum', 'erratum'],
}

/** How a title itself tells the kind ("Remarks by H.E. …"), for a release without a line that names it. */
export const kindOpenings: [RegExp, ReleaseKind][] = [
  [/^(?:press|news|media) release\b/i, 'press-release'],
  [/^joint (?:press )?(?:statement|communiqu[eé]|declaration)\b/i, 'joint-statement'],
  [/^(?:media|press) (?:note|advisory)\b/i, 'media-note'],
  [
    /^(?:opening |closing |keynote |welcome )?(?:remarks|speech|address|intervention) (?:by|of|delivered)\b/i,
    'remarks',
  ],
  [/^(?:correction|corrigendum|erratum)\b/i, 'correction'],
  [/^(?:\p{L}+ ){0,2}statement (?:by|of|on|from)\b/iu, 'statement'],
]

/** How the lines of a letterhead begin, in any case of letters. */
export const letterheadOpening =
  /^(?:the )?(?:royal |permanent )?(?:kingdom of|nation[, –-]+religion[, –-]+king|ministry (?:of|for)|government of|embassy of|consulate|mission of|office of the (?:prime|deputy|council|minister|president|senate|secretary)|council (?:of|for)|national (?:assembly|committee|council)|senate|supreme|secretariat|general secretariat|authority|government)\b/i

/** How the name of an issuing unit begins. */
export const unitOpening =
  /^(?:the )?(?:general (?:department|directorate|secretariat|inspectorate)|directorate|department|bureau|division|unit|office|cabinet|institute|(?:press|information|spokes\p{L}*|protocol|legal|asean|public)\b.{0,40}\b(?:department|unit|office|division|bureau|directorate)|(?:\p{L}+ ){1,4}(?:department|directorate|bureau|division|unit)$)/iu

/** A reference number: "No. 123 MFAIC/…", "Ref: …", "N° 45/24". */
export const referenceLine =
  /^(?:(?:our |your )?ref(?:erence)?\b\.?(?: ?no\b)?|nos?\b|n[°º]|number\b)[.:°º]*\s*[:.]?\s*(?=[^\s]*[\d/])\S.{0,60}$/i

/** Lines above a title that say when it may go out. */
export const releaseInstruction =
  /^(?:for immediate release|embargo(?:ed)?\b.{0,80}|for release on .{0,60}|\(?(?:check against delivery|(?:un)?official translation|as (?:delivered|prepared for delivery))\)?)$/i

/** What follows belongs to the notes. */
export const notesLabel =
  /^(?:notes?(?: to| for)? (?:the )?(?:editors?|media|press|journalists)|notes?|background(?: note| information)?|editor['’]?s['’]? notes?)\s*:?$/i

/** A note that says so in its first words. */
export const noteOpening =
  /^(?:notes? (?:to|for) (?:the )?(?:editors?|media|press|journalists)|notes?|n\.b\.|editor['’]?s['’]? notes?) ?[:–—]/i

/** Whom to ask. */
export const contactOpening =
  /^(?:(?:for )?(?:more|further|additional|any) (?:information|details|enquir|inquir|queries|question)|for (?:media |press )?(?:enquiries|inquiries|information)|(?:media |press )?contacts?(?: (?:person|information|details|us|point))?(?: ?:|$)|(?:media|press) (?:enquiries|inquiries)|please contact)/i

/** A line of a contact's particulars. */
export const contactDetail =
  /^(?:tel|telephone|phone|mobile|fax|e-?mail|website|web|address|facebook|telegram|twitter|x)\b ?[.:]|^[^\s@]{1,64}@[^\s@]{1,255}$|^(?:https?:\/\/|www\.)\S+$|^\+?\(?\d[\d ()./-]{6,24}$/i

/** "ENDS", "###", "-30-": the text is over. */
export const endMark = /^[-–—*\s]*(?:#\s?#\s?#|-?30-?|ends?|fin)[-–—*.\s]*$/i

/** A line that only draws: rules and ornaments, no letter and no digit. */
export const ornament = /^[^\p{L}\p{M}\p{N}]+$/u

/** The head of a forwarded e-mail. */
export const mailHeader = /^(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments?) ?: ?\S/i
export const mailDivider = /^-{2,} ?(?:original message|forwarded message|forwarded by .{0,60}) ?-{2,}$/i

const joints = 'and or of to for in on at by with from between as into'.split(' ')
const hangers = [...joints, 'the', 'their', 'its', 'his', 'her', 'our']
/** In small letters or in capitals: with one capital ("On 3 May …") they begin a sentence or a title. */
const inBothCases = (words: string[]) => [...words, ...words.map((word) => word.toUpperCase()), '&'].join('|')

/** Words at a line's end or start that show that its thought goes on. */
export const openEnd = new RegExp(`(?:^|\\s)(?:${inBothCases(hangers)})$|,$|[\\p{L}\\p{N}] ?[–—-]$`, 'u')
export const openStart = new RegExp(`^[^\\p{L}\\p{N}]{0,3}(?:${inBothCases(joints)})(?:\\s|$)`, 'u')
