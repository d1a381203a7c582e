import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'parse5'
import PostalMime from 'postal-mime'
import { expect, it } from 'vitest'
import { freshFolder, run, start } from '../support/cli.ts'
import { elementsOf, htmlText } from '../support/html.ts'
import { pagesOfPdf } from '../support/pdf.ts'

const slugs = ['2022-11-12-comprehensive-strategic-partnership', '2023-12-18-foreign-ministers']
const editions = ['en', 'en+ja', 'en+km', 'en+km+ja', 'ja', 'km']
const files = ['document-archive.pdf', 'document.pdf', 'email.html', 'email.txt']
const khmer = /[\u1780-\u17d2]{6}/
const japanese = /[\u3040-\u30ff\u4e00-\u9fff]{6}/

/** Fails unless everything that a demo promises lies in `out`. */
const expectWhole = async (out: string) => {
  expect((await readdir(out)).sort()).toEqual(['.bayon-demo', ...slugs, 'index.html', 'notices'])
  for (const slug of slugs) {
    expect((await readdir(join(out, slug))).sort()).toEqual([...editions, 'mail'].sort())
    for (const edition of editions) {
      expect((await readdir(join(out, slug, edition))).sort()).toEqual(
        edition.includes('+') ? files : [...files, 'page.html'],
      )
      const [letters] = await pagesOfPdf(await readFile(join(out, slug, edition, 'document.pdf')))
      const mail = htmlText(await readFile(join(out, slug, edition, 'email.html'), 'utf8'))
      const text = await readFile(join(out, slug, edition, 'email.txt'), 'utf8')
      for (const read of [letters!, mail, text]) {
        if (edition.startsWith('km')) expect(read).toMatch(khmer)
        if (edition.startsWith('ja')) expect(read).toMatch(japanese)
        if (edition.startsWith('en')) expect(read).toContain('Cambodia')
      }
    }
    const mails = await readdir(join(out, slug, 'mail'))
    expect(mails).toHaveLength(25)
    const read = await Promise.all(
      mails.map(async (name) => PostalMime.parse(await readFile(join(out, slug, 'mail', name)))),
    )
    expect(new Set(read.map(({ to }) => to![0]!.address)).size).toBe(25)
    const languages = read.map(({ text }) => [khmer.test(text!), japanese.test(text!)].join())
    expect(languages.toSorted()).toEqual([
      ...Array(12).fill('false,true'),
      ...Array(12).fill('true,false'),
      'true,true',
    ])
    for (const { attachments, html } of read) {
      expect(attachments).toMatchObject([{ mimeType: 'application/pdf' }])
      expect(html).toMatch(/\/unsubscribe\//)
    }
  }
  expect((await readdir(join(out, 'notices'))).length).toBeGreaterThanOrEqual(5)
}

it('leaves every file of both releases and prints what happened; two at once do not meet', async () => {
  const folders = [await freshFolder(), await freshFolder()]
  const demos = folders.map((cwd) => run(['demo', '--out', 'out'], { cwd }))
  for (const [i, { code, out, err }] of (await Promise.all(demos)).entries()) {
    const folder = join(folders[i]!, 'out')
    expect(code).toBe(0)
    await expectWhole(folder)
    for (const said of [
      /11 memory 101, 2 memory 100 /,
      /2 memory 101, 1 memory 100, 11 none, 1 memory 93 /,
      /Nuon Dara .*403 four-eyes/,
      /អ្នកជាអ្នកកែអត្ថបទនេះចុងក្រោយ/,
      /\(You edited this text last/,
      /completed │ 25 +│ 25 sent/,
      /The record of decisions is whole: \d+ events/,
      /unofficial translations/,
    ])
      expect(out).toMatch(said)
    expect(out.split('\n').filter((line) => line.includes('document-archive.pdf'))).toHaveLength(12)
    expect(out).toContain(join(folder, 'index.html'))
    // Piped: a plain line for each step, beside the report.
    expect(`${out}${err}`).not.toContain('\u001b')
    expect(err).toMatch(/^(\d+\.\d\d s {2}[A-Z].*\n){8}$/)

    const page = await readFile(join(folder, 'index.html'), 'utf8')
    const links = elementsOf(parse(page)).filter(({ tag }) => tag === 'a')
    expect(links.length).toBeGreaterThan(2 * 6 * 4 + 50)
    for (const { attributes } of links)
      await stat(resolve(dirname(join(folder, 'index.html')), decodeURIComponent(attributes.href!)))
    for (const name of ['Anne Weber', 'Pich Sophal', '高橋 健']) expect(htmlText(page)).toContain(name)
  }
}, 300_000)

it('begins anew after one that was killed, and leaves the files of other people alone', async () => {
  const cwd = await freshFolder()
  const killed = start(['demo'], { cwd })
  await new Promise((seen) => {
    killed.child.stderr!.on(
      'data',
      (line) => String(line).includes('Submit both releases') && seen(undefined),
    )
  })
  killed.child.kill('SIGKILL')
  await killed.ended
  expect((await run(['demo'], { cwd })).code).toBe(0)
  await expectWhole(join(cwd, 'out'))

  await writeFile(join(cwd, 'letter.txt'), 'mine')
  const { code, out, err } = await run(['demo', '--out', '.'], { cwd })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^The folder \S+ holds other files, which stay as they are\..*\n$/)
  expect(await readFile(join(cwd, 'letter.txt'), 'utf8')).toBe('mine')
}, 300_000)
