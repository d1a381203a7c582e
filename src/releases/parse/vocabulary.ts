import type { ReleaseKind } from '../model.ts'

const issuer =
  "(?:(?:official|public|press|media|joint|ministerial|government|presidential|presidency|written|final|revised|updated|embassy|consular|the spokesperson['’]s|spokesperson['’]s|spokesman['’]s|spokeswoman['’]s|minister['’]s|president['’]s|prime minister['’]s|chair(?:man|person)?['’]s|co-chairs['’]|leaders['’]|ministers['’]|[a-z]{2,6}) )"

/** What the line that names the kind may say, in small letters; the first that fits tells it. */
export const kindLines: [RegExp, ReleaseKind][] = [
  [/^(?:correction|corrigendum|errat(?:um|a)|correction notice|notice of correction)$/, 'correction'],
  [/^(?:(?:official|joint|embassy|[a-z]{2,6}) ){0,2}(?:press|news|media)[ -]releases?$/, 'press-release'],
  [/^(?:(?:joint )?press )communiqu[eé]$/, 'press-release'],
  [
    new RegExp(
      `^${issuer}{0,2}(?:joint|trilateral|leaders['’]) (?:(?:press|media|ministerial|leaders['’]|ministers['’]|vision|political|summit|co-chairs['’]) ){0,2}(?:statement|communiqu[eé]|declaration)$`,
    ),
    'joint-statement',
  ],
  [/^(?:statement|communiqu[eé]) jointly issued$/, 'joint-statement'],
  [
    /^(?:(?:media|press|news) (?:note|advisory|alert|notice|invitation|briefing)|(?:note|notice|invitation|advisory) to (?:the )?(?:editors?|media|press|journalists)|fact ?sheet)$/,
    'media-note',
  ],
  [
    /^(?:(?:opening|closing|welcome|welcoming|keynote|introductory|concluding|inaugural|joint|press) )?(?:remarks|speech|address|intervention|keynote|transcript|interview|press conference)$/,
    'remarks',
  ],
  [
    new RegExp(
      `^${issuer}{0,3}(?:statement|communiqu[eé]|declaration|clarification|announcement|notice|note verbale)$`,
    ),
    'statement',
  ],
]

const of = '(?:by|of|on|from|at|to|for|regarding|concerning|following|issued|delivered)\\b'
const lead = "(?:[\\p{L}\\p{N}'’.-]+ ){0,4}"

/** A line that says the kind and whose it is, "STATEMENT BY THE HIGH REPRESENTATIVE", above the title itself. */
export const kindOfPost =
  /^(?:joint |press |media |official ){0,2}(?:statement|remarks|communiqu[eé]|declaration|message) (?:by|of|from) (?:the )?[\p{L}'’ .-]{4,60}$/iu

/** How the first line of a speech's title begins, whose other lines say by whom and where. */
export const kindOfSpeech =
  /^(?:\p{L}+ ){0,2}(?:remarks|speech|address|statement|message|intervention)(?: by\b|$)/iu

/** How a title itself tells the kind ("Remarks by H.E. …"), for a release without a line that names it. */
export const kindOpenings: [RegExp, ReleaseKind][] = [
  [/^(?:joint )?(?:press|news|media) release\b/i, 'press-release'],
  [/^(?:correction|corrigendum|erratum)\b/i, 'correction'],
  [/^(?:media|press) (?:note|advisory)\b/i, 'media-note'],
  [
    new RegExp(
      `(?:^|: )${lead}joint (?:[\\p{L}'’]+ ){0,2}(?:statement|communiqu[eé]|declaration)(?: ${of}|$)`,
      'iu',
    ),
    'joint-statement',
  ],
  [/^joint (?:[\p{L}'’]+ ){0,2}(?:statement|communiqu[eé]|declaration)\b/iu, 'joint-statement'],
  [
    new RegExp(
      `^${lead}(?:remarks|speech|address|intervention|transcript|interview|press conference) ${of}`,
      'iu',
    ),
    'remarks',
  ],
  [
    new RegExp(`(?:^|: )${lead}(?:statement|announcement|clarification|notice|message) ${of}`, 'iu'),
    'statement',
  ],
]

/** What a headline does and a letterhead never: "Ministry of Health Launches …". */
export const headlineVerb =
  /\s(?:announces?|appoints?|assists?|attends?|calls?|celebrates?|clarifies|closes?|commends?|completes?|concludes?|condemns?|confirms?|congratulates?|denies|deplores|donates?|expresses|extends?|gives?|hands|helps?|holds?|hosts?|informs?|invites?|issues|joins?|launches|marks|meets?|offers?|opens|organi[sz]es?|pays|pledges|presents|provides?|publishes|receives?|rejects|releases|responds|sends?|signs|strongly|supports|thanks|to\s\p{L}+\s(?:the|a|an|in|on|up|its|new)|unveils|urges|visits|warns|welcomes|will|wins)(?=\s|$)/iu

/** How the lines of a letterhead begin, in any case of letters: states with their mottoes, ministries, missions, organisations. */
export const letterheadOpening =
  /^(?:the )?(?:royal |permanent |honorary |federal |u\.?s\.? |united states |(?:\p{L}+ )?(?:people['’]s |democratic |socialist |islamic |united |bolivarian |independent )+)?(?:kingdom of|republic(?: of|$)|commonwealth of|state of|sultanate of|principality of|grand duchy of|union of|federation of|people['’]s democratic republic|nation[, –-]+religion[, –-]+king|independence[, –-]+freedom[, –-]+happiness|peace[, –-]+independence[, –-]+democracy|unity[, –-]+|minist(?:ry|er|ers) (?:of|for)|state secretariat|government|high commission|embassy|consulate|(?:permanent )?mission|delegation of|department of (?:state|foreign|home|defen[cs]e|justice|trade|health|education|the|agriculture|tourism|labou?r|international|global)|office of the (?:prime|deputy|council|minister|president|senate|secretary|high|united|un )|prime minister['’]s office|president['’]s office|presidency of|cabinet office|white house|council (?:of|for)|national (?:assembly|committee|council)|senate|supreme|secretariat|general secretariat|authority|united nations|european (?:union|commission|external|council|parliament)|association of southeast|asean (?:secretariat$|$)|world (?:health|bank|food|trade)|international (?:labou?r|monetary|organization|committee)|foreign, commonwealth|foreign (?:office|ministry)$|external action)/iu

/** How the name of an issuing unit begins. */
export const unitOpening =
  /^\(?(?:the )?(?:general (?:department|directorate|secretariat|inspectorate)|directorate|department|bureau|division|unit|office|cabinet|institute|(?:press|information|spokes\p{L}*|protocol|legal|asean|public)\b.{0,40}\b(?:department|unit|office|division|bureau|directorate)|(?:\p{L}+ ){1,4}(?:department|directorate|bureau|division|unit)\)?$)/iu

/** A reference number: "No. 123 MFAIC/…", "Ref: …", "N° 45/24"; or nothing but its code: "SG/SM/22134", "45/2024". */
export const referenceLine =
  /^(?:(?:(?:our |your )?ref(?:erence)?\b\.?(?: ?no\b)?|nos?\b|n[°º]|number\b|unique id\b)[.:°º]*\s*[:.]?\s*(?=[^\s]*[\d/])\S.{0,60}|(?=.*\d)[A-Z]{1,8}(?:[/-][A-Z\d.]{1,12}){1,5}|\d{1,5}\/\d{2,4}(?:[/-][A-Z\d]{1,8}){0,3})$/i
/** Where an office is: "No. 194, Preah Norodom Blvd., Phnom Penh" is no reference. */
export const addressLine =
  /\b(?:blvd|boulevard|street|str|road|rd|avenue|ave|floor|sangkat|khan|building|p\.? ?o\.? box|district|ward|commune|postcode)\b/i

/** Lines above a title that say when it may go out. */
export const releaseInstruction =
  /^(?:for immediate release|embargo(?:ed)?\b.{0,80}|for release on .{0,60}|\(?(?:check against delivery|(?:un)?official(?: translation| text)?|as (?:delivered|prepared for delivery))\)?|from ?: ?\S.{1,80}|(?:posted|published|(?:last )?updated|modified)\b.{0,60}\d{4}.{0,40})$/i

/** What follows belongs to the notes, up to the next heading. */
export const notesLabel =
  /^(?:notes?(?: to| for)? (?:the )?(?:editors?|media|press|journalists)|notes?|editor['’]?s['’]? notes?)\s*:?$/i

/** A note that says so in its first words. */
export const noteOpening =
  /^(?:notes? (?:to|for) (?:the )?(?:editors?|media|press|journalists)|notes?|n\.b\.|editor['’]?s['’]? notes?) ?[:–—]/i

/** Whom to ask. */
export const contactOpening =
  /^(?:(?:for )?(?:more|further|additional|any) (?:information|details|enquir|inquir|queries|question)|for (?:media |press )?(?:enquiries|inquiries|information)|(?:media |press )?contacts?(?: (?:person|information|details|us|point))?(?: ?:|$)|(?:media|press) (?:enquiries|inquiries)|(?:media|press) contact|please contact|(?:\p{L}+ )?(?:enquir|inquir)(?:y|ies) ?:)/iu

/** Headings that stand without any mark of one. */
export const sectionLabel =
  /^(?:(?:article|chapter|section|part|annex|appendix|title) (?:\d{1,3}|[ivxlc]{1,6})\.?(?: ?[:–—-] .{1,80})?|background(?: note| information)?|about .{2,60}|key (?:findings|points|facts|messages|outcomes)|next steps|summary|introduction|conclusions?|context|programme|agenda|quotes?|annex)$/i

/** A contact's particulars within a line. */
export const contactWithin =
  /\b(?:tel|telephone|phone|mobile|fax|e-?mail|whatsapp)\b ?[.:]|[^\s@]{1,64}@[^\s@]{1,255}|\+\d[\d ()./-]{6,24}|\(?\d{2,4}\)?[ -]\d{3,4}[ -]\d{3,4}/i
/** A line of a contact's particulars. */
export const contactDetail =
  /^(?:tel|telephone|phone|mobile|fax|e-?mail|website|web|address|facebook|telegram|twitter|x)\b ?[.:]|^[^\s@]{1,64}@[^\s@]{1,255}$|^(?:https?:\/\/|www\.)\S+$|^\+?\(?\d[\d ()./-]{6,24}$/i

/** Where releases are given without a country: capitals and the seats of organisations, for a place that stands on a line of its own. */
export const seats = new Set(
  (
    'Abuja|Accra|Addis Ababa|Amman|Ankara|Astana|Athens|Baku|Bandar Seri Begawan|Bangkok|Beijing|Berlin|Bern|Brasilia|Brussels|Bucharest|Budapest|Buenos Aires|Cairo|Canberra|' +
    'Colombo|Copenhagen|Dhaka|Dili|Doha|Dubai|Dublin|Geneva|Ha Noi|Hanoi|Helsinki|Hiroshima|Islamabad|Jakarta|Kampot|Kathmandu|Kyiv|Kyoto|Kuala Lumpur|Lisbon|London|Luang Prabang|' +
    'Madrid|Malé|Manila|Mexico City|Moscow|Nairobi|Naypyitaw|Nay Pyi Taw|New Delhi|New York|Osaka|Oslo|Ottawa|Paris|Phnom Penh|Port Moresby|Prague|Pretoria|Putrajaya|Riyadh|Rome|' +
    'Seoul|Siem Reap|Sihanoukville|Singapore|Stockholm|Suva|Tehran|Tel Aviv|The Hague|Tokyo|Ulaanbaatar|Vienna|Vientiane|Warsaw|Washington|Washington, D.C.|Wellington|Yangon'
  )
    .toLowerCase()
    .split('|'),
)

/** "ENDS", "###", "-30-": the text is over. */
export const endMark = /^[-–—*([\s]*(?:#\s?#\s?#|-?30-?|ends?|fin)[-–—*.)\]\s]*$/i

/** A line that only draws: rules and ornaments, no letter and no digit but noughts between rules. */
export const ornament = /^(?:[^\p{L}\p{M}\p{N}]+|[-=–—_*~. ]{3,40}[0oO]{1,5}[-=–—_*~. ]{3,40})$/u

/** The head of a forwarded e-mail. */
export const mailHeader = /^(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments?) ?: ?\S/i
export const mailDivider =
  /^(?:-{2,} ?(?:original message|forwarded message|forwarded by .{0,60}) ?-{2,}|begin forwarded message ?:|on .{5,120}(?:[<@]|\d:\d\d).{0,120} wrote ?:)$/i

const joints = 'and or of to for in on at by with from between as into'.split(' ')
const hangers = [...joints, 'the', 'their', 'its', 'his', 'her', 'our']
/** In small letters or in capitals: with one capital ("On 3 May …") they begin a sentence or a title. */
const inBothCases = (words: string[]) => [...words, ...words.map((word) => word.toUpperCase()), '&'].join('|')

/** Words at a line's end or start that show that its thought goes on. */
/** In small letters, what a letterhead's name may have between its capitals. */
export const joint = new Set([...hangers, 'de', 'la', 'du', 'des', 'del', 'da'])
export const openEnd = new RegExp(`(?:^|\\s)(?:${inBothCases(hangers)})$|,$|[\\p{L}\\p{N}] ?[–—-]$`, 'u')
export const openStart = new RegExp(`^[^\\p{L}\\p{N}]{0,3}(?:${inBothCases(joints)})(?:\\s|$)`, 'u')
