import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { ask } from './postgres.ts'

/** The URL of a fresh database, cloned from the migrated template. */
export const cloneDatabase = async (): Promise<string> => {
  const template = new URL(inject('postgresUrl'))
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new URL(template)
  admin.pathname = '/postgres'
  const client = new pg.Client(admin.href)
  await client.connect()
  await client.query(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`)
  await client.end()
  template.pathname = `/${name}`
  return template.href
}

/** A new database on the run's server, with nothing in it. */
export const emptyDatabase = async (): Promise<string> => {
  const name = `empty_${randomBytes(6).toString('hex')}`
  await ask(inject('postgresUrl'), `create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}
