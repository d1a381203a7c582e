/**
 * What a refusal means for the address: there is none such; not now; or it is about us or the message, and counts
 * against nobody.
 */
export type BounceClass = 'hard' | 'soft' | 'refused'

export interface Verdict {
  class: BounceClass
  /** RFC 3463: 5.1.1. Null where nobody said one. */
  status: string | null
}

/** An enhanced status: not a part of an address of the network, a version or a date. */
const enhanced = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]|-\d)/
/** A reply of SMTP, as servers quote it. */
const reply = /(?<![\d.@#:/-])([45]\d\d)(?=[ \-:)]|$)/m

// What servers say where their numbers say too little, most telling first. In Japanese too: its carriers and providers do.
const words: [RegExp, BounceClass][] = [
  [
    /mail ?box (?:is )?(?:full|exceeded)|over ?quota|quota exceeded|exceed(?:s|ed)? (?:\w+ ){0,3}quota|insufficient (?:system )?storage|mailfolder is full|out of storage|メールボックス.{0,12}(?:いっぱい|一杯|容量|満杯)|容量.{0,8}超/iu,
    'soft',
  ],
  [
    /(?:user|account|recipient|mail ?box|address|addressee)s?\b.{0,40}(?:unknown|not found|does(?:n['’]t| not) exist|not exist|unavailable|no longer|disabled|deactivated|closed|not (?:a )?valid|is invalid)|(?:unknown|invalid|no such|nonexistent|bad destination) (?:local )?(?:user|recipient|mail ?box|address|account)|no mail ?box (?:here )?by that name|not our customer|doesn['’]t have an? \S+ account|recipient address rejected|RecipientNotFound|RecipNotFound|relay recipient table|host or domain name not found|(?:host|domain) (?:not found|does not exist)|unrouteable address|no such domain|couldn['’]t find any host|宛先.{0,24}(?:存在しま|見つか|不明|誤り|間違)|(?:ユーザー?|メールアドレス|アドレス).{0,16}(?:存在しま|見つか|不明)/iu,
    'hard',
  ],
  [
    /\bspam\b|block(?:ed|list)|black ?list|\bpolic(?:y|ies)\b|reputation|dmarc|\bspf\b|dkim|not authenticated|access denied|not (?:allowed|permitted|authori[sz]ed)|AuthRequired|relay(?:ing)? (?:access )?denied|message (?:size )?(?:exceeds|too (?:large|big))|content (?:was )?rejected|virus|迷惑メール|受信(?:を)?拒否|拒否(?:され|設定)/iu,
    'refused',
  ],
]

/** What the numbers of RFC 3463 mean, the longest that fits. */
const numbers: [string, BounceClass][] = [
  ['5.1.7', 'refused'],
  ['5.1.8', 'refused'],
  ['5.1.', 'hard'],
  ['5.2.1', 'hard'],
  ['5.2.3', 'refused'],
  ['5.2.', 'soft'],
  ['5.3.4', 'refused'],
  ['5.3.', 'soft'],
  ['5.4.4', 'hard'],
  ['5.4.', 'soft'],
  ['5.5.', 'refused'],
  ['5.6.', 'refused'],
  ['5.7.', 'refused'],
]

/** Replies that speak of the mailbox, where nothing says more. */
const replies: Record<string, BounceClass> = { 550: 'hard', 551: 'hard', 553: 'hard', 552: 'soft' }

/**
 * Judges a refusal by what the server said: its words where they are known, else its numbers. What nobody can tell counts
 * against nobody.
 * @param said as much of it as there is
 * @param status of a report, if it gives one
 */
export const judgeRefusal = (said: string, status: string | null = null): Verdict => {
  const told = said.slice(0, 4000)
  // A report's 5.0.0 says nothing, and its server's own answer may say more.
  const given = status && !/^[45]\.0\.0$/.test(status) ? status : (enhanced.exec(told)?.[1] ?? status)
  const code = reply.exec(told)?.[1]
  if (given?.startsWith('4.') || (!given && code?.startsWith('4'))) return { class: 'soft', status: given }
  const byWords = words.find(([pattern]) => pattern.test(told))?.[1]
  const byNumber = given ? numbers.find(([start]) => given.startsWith(start))?.[1] : undefined
  // A number of the address or the mailbox is believed; those of policy are given for anything.
  const sure = byNumber && byNumber !== 'refused' && !given!.startsWith('5.4.') ? byNumber : undefined
  return {
    class: sure ?? byWords ?? byNumber ?? (code ? replies[code] : undefined) ?? 'refused',
    status: given,
  }
}
