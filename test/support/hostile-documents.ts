import type { MultilingualDocument } from '../../src/publishing/model.ts'

/** Texts that a template engine, a browser, a spreadsheet or a mail server would take for commands. */
export const hostileTexts = [
  '#eval("1") #panic() $x$ `raw` @ref <label> = heading /* comment */ \\u{41}',
  '<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; </td></table>',
  '{{ 7 | times: 6 }} {% raw %} {% include "x" %} {%- comment -%} $t(errors:release-empty)',
  '=HYPERLINK("https://example.org")',
  '[click](javascript:alert(1)) ](( [x](data:text/html,x)',
  '<mj-raw>x</mj-raw> --> <![endif]-->',
]

/** A release in English all of whose texts are hostile. */
export const hostileDocument = (): MultilingualDocument => ({
  slug: 'hostile',
  locales: {
    en: {
      kind: 'press-release',
      letterhead: [hostileTexts[0]!, hostileTexts[1]!, hostileTexts[2]!],
      unit: hostileTexts[3]!,
      reference: hostileTexts[4]!,
      title: 'A title\r\nBcc: everyone@example.org\u0000\u202e',
      blocks: [
        ...hostileTexts.map((text) => ({ type: 'paragraph' as const, text })),
        { type: 'paragraph', text: '**=SUM(A1)** *{{ slug }}* [{{ 1 }}](https://example.org/?q="><script>)' },
      ],
      dateline: { place: '{{day}} $t(document:unofficial)', date: '2024-01-31' },
    },
  },
})
