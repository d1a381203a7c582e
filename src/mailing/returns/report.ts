import PostalMime, { type Email } from 'postal-mime'
import { afterType, groupsOf } from './delivery-status.ts'
import { judgeRefusal, type Verdict } from './verdict.ts'

/**
 * What a mail that came back is. An `auto-reply` is a person's answering machine and counts as nothing; what nobody
 * recognises is kept for people to look at.
 */
export type Report = {
  sender: string
  subject: string
  /** All in it that can be read, with the addresses that it came to: there are the traces of the delivery it is about. */
  content: string
} & (
  | { kind: 'failure'; verdict: Verdict; said: string }
  | { kind: 'delay' | 'delivered' | 'complaint' | 'auto-reply' | 'unrecognised' }
)

type Kind = Report['kind']
type Finding = { kind: Exclude<Kind, 'failure'> } | { kind: 'failure'; verdict: Verdict; said: string }

/** In characters, of all parts together: the traces stand in the first. */
const LONGEST = 1_000_000
/** In characters: a report in prose says soon what it has to say. */
const PROSE = 20_000

/** Where a report in prose ends, and what it is about begins. */
const copyBegins =
  /^[-=* \t]{0,80}(?:below this line is a copy|this is a copy of (?:the|your) message|(?:the )?(?:original|returned) message|copy of (?:the|your) message|included is a copy|以下.{0,12}(?:元|送信).{0,8}メール|元のメッセージ)/imu

const machine = /mailer-daemon|postmaster|mail delivery (?:sub)?system|mail-?system/i

/** What answering machines say in a subject. */
const machineSubject =
  /^(?:\s*(?:re|fw|aw):\s*)*[[(【]?\s*(?:auto(?:matic)?(?:ally generated)?[- ]?(?:reply|response|antwort)|autoreply|autosvar|out of (?:the )?office|ooo\b|on (?:annual )?leave|vacation|away from|abwesenheit|réponse automatique|自動(?:返信|応答|送信)|不在|お休み|ឆ្លើយតបស្វ័យប្រវត្តិ)/iu

/** Signs of a failure in prose. */
const failed =
  /(?:could|can) ?n['o]?t be delivered|undeliver(?:able|ed)|delivery (?:to the following .{0,40})?(?:has )?failed|failure notice|returned (?:mail|to sender)|unable to deliver|wasn['’]t able to deliver|did not reach|permanent (?:fatal )?errors?|配信(?:でき|不能|に失敗)|届け?(?:できません|られません)|送信できません|送達できません|エラー(?:メール|が発生)/iu
const delayed =
  /(?:delivery|message|mail).{0,60}(?:delayed|postponed)|still (?:trying|being retried)|will (?:be )?retr(?:y|ied)|warning: (?:message|could not)|配信が遅れ|再送(?:を試|いたし)/iu

const textOf = (content: ArrayBuffer | Uint8Array | string): string =>
  typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8')

const header = (mail: Email, name: string): string =>
  mail.headers.find(({ key }) => key === name)?.value.trim() ?? ''

/** A report by machines for machines (RFC 3464): the worst of what it says of its recipients. */
const readStatus = (mail: Email): Finding | null => {
  const part = mail.attachments.find(({ mimeType }) => /\/(?:global-)?delivery-status$/.test(mimeType))
  if (!part) return null
  const recipients = groupsOf(textOf(part.content)).filter(
    (fields) => fields.has('final-recipient') || fields.has('action') || fields.has('original-recipient'),
  )
  const actionOf = (fields: Map<string, string>) =>
    /^[a-z]+/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0] ??
    ({ 2: 'delivered', 4: 'delayed', 5: 'failed' }[fields.get('status')?.[0] ?? ''] || '')
  const failure = recipients.find((fields) => actionOf(fields) === 'failed')
  if (failure) {
    const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(failure.get('status') ?? '')?.[0] ?? null
    const said = afterType(failure.get('diagnostic-code')) || proseOf(mail)
    return { kind: 'failure', verdict: judgeRefusal(said, status), said }
  }
  const actions = recipients.map(actionOf)
  if (actions.includes('delayed')) return { kind: 'delay' }
  if (actions.some((action) => ['delivered', 'relayed', 'expanded'].includes(action)))
    return { kind: 'delivered' }
  return null
}

/** A complaint (RFC 5965); of what else such reports tell, nobody is to be left out for it. */
const readFeedback = (mail: Email): Finding | null => {
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'message/feedback-report')
  if (!part) return null
  const type = groupsOf(textOf(part.content))[0]?.get('feedback-type')?.toLowerCase() ?? ''
  if (/^(?:abuse|fraud|virus|other|opt-out(?:-list)?|complaint)$/.test(type)) return { kind: 'complaint' }
  return { kind: type === 'not-spam' ? 'delivered' : 'unrecognised' }
}

const proseOf = (mail: Email): string => {
  const text =
    mail.text?.slice(0, PROSE) || (mail.html ?? '').slice(0, PROSE).replace(/<[^<>]{0,2000}>/g, ' ')
  const end = text.search(copyBegins)
  return (end < 0 ? text : text.slice(0, end)).slice(0, 8000).trim()
}

/** A report in prose alone, as servers that know no standard write it; believed of a mail server only. */
const readProse = (mail: Email, sender: string): Finding | null => {
  if (!machine.test(sender) && !header(mail, 'x-failed-recipients')) return null
  const prose = proseOf(mail)
  const all = `${mail.subject ?? ''}\n${prose}`
  if (delayed.test(all) && !/failure notice|permanent|gave up|giving up/i.test(all)) return { kind: 'delay' }
  if (!failed.test(all) && !header(mail, 'x-failed-recipients')) return null
  const verdict = judgeRefusal(prose)
  return { kind: 'failure', verdict, said: saidIn(prose) }
}

/** Of a long text, from the line on that tells most. */
const saidIn = (prose: string): string => {
  const lines = prose
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const at = lines.findIndex((line) => /(?<![\d.@])[45]\d\d(?=[ \-:)])|[45]\.\d{1,3}\.\d{1,3}/.test(line))
  return (at < 0 ? lines.slice(0, 8) : lines.slice(at, at + 4)).join(' ')
}

const isAutoReply = (mail: Email): boolean => {
  const submitted = header(mail, 'auto-submitted').toLowerCase()
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-response-suppress'].some((name) =>
      mail.headers.some(({ key }) => key === name),
    ) ||
    /auto|vacation/i.test(header(mail, 'precedence')) ||
    mail.attachments.some(({ mimeType }) => mimeType === 'message/disposition-notification') ||
    machineSubject.test(mail.subject ?? '')
  )
}

/**
 * Reads a mail that came to a return address: a report that it was not delivered, a complaint, an answering machine.
 * Anything may come; it never throws.
 * @param recipients of its envelope
 */
export const readReport = async (raw: Uint8Array, recipients: readonly string[] = []): Promise<Report> => {
  const plain = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, LONGEST)).toString('latin1')
  let mail: Email
  try {
    mail = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 20 })
  } catch {
    return { kind: 'unrecognised', sender: '', subject: '', content: plain }
  }
  const sender = [mail.from?.address, mail.from?.name, mail.returnPath].filter(Boolean).join(' ')
  const parts = mail.attachments.filter(({ mimeType }) => /^(?:message|text)\//.test(mimeType))
  const content = [...recipients, plain, mail.text, mail.html, ...parts.map((part) => textOf(part.content))]
    .filter(Boolean)
    .join('\n')
    .slice(0, 2 * LONGEST)
  const finding = readFeedback(mail) ?? readStatus(mail) ?? readProse(mail, sender)
  return {
    sender: sender.slice(0, 400),
    subject: (mail.subject ?? '').slice(0, 400),
    content,
    ...(finding ?? { kind: isAutoReply(mail) ? 'auto-reply' : 'unrecognised' }),
  }
}
