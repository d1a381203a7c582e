import { execFileSync } from 'node:child_process'
import { webcrypto } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { renderPdf } from '../../src/publishing/pdf.ts'
import { readSigner, signPdf } from '../../src/publishing/pdf-signature.ts'
import { pagesOfPdf } from '../support/pdf.ts'
import { everyBlockDocument } from '../support/sample-documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'bayon-signing-'))
const at = new Date('2026-03-02T09:00:00Z')

const algorithms = {
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  },
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const

const pem = (name: string, der: ArrayBuffer) =>
  `-----BEGIN ${name}-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${name}-----\n`

/** A certificate of an office's for testing, and its key, as files. */
const office = async (name: keyof typeof algorithms) => {
  const keys = (await webcrypto.subtle.generateKey(algorithms[name] as never, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const certificate = new pki.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1.Integer({ value: 11 })
  const named = new pki.AttributeTypeAndValue({
    type: '2.5.4.3',
    value: new asn1.Utf8String({ value: 'Press Office of the Test' }),
  })
  certificate.issuer.typesAndValues.push(named)
  certificate.subject.typesAndValues.push(named)
  certificate.notBefore.value = new Date('2026-01-01')
  certificate.notAfter.value = new Date('2036-01-01')
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey as never)
  await certificate.sign(keys.privateKey as never, 'SHA-256')
  const files = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) }
  writeFileSync(files.certificate, pem('CERTIFICATE', certificate.toSchema(true).toBER()))
  writeFileSync(files.key, pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)))
  return { ...files, passphrase: undefined }
}

/** What a reader of PDF files does: takes the signed bytes as the file names them, and verifies the signature over them. */
const verify = async (file: Buffer): Promise<boolean> => {
  const text = file.toString('latin1')
  const [, a, b, c, d] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(text)!.map(Number)
  expect([a, c! + d!]).toEqual([0, file.length])
  const signed = Buffer.concat([file.subarray(a!, b!), file.subarray(c!)])
  const cms = Buffer.from(text.slice(b! + 1, c! - 1).replace(/(00)+$/, ''), 'hex')
  const data = new pki.SignedData({
    schema: pki.ContentInfo.fromBER(Buffer.concat([cms, Buffer.alloc(8)])).content,
  })
  try {
    return await data.verify({ signer: 0, data: new Uint8Array(signed).buffer })
  } catch {
    return false
  }
}

const installed = (tool: string): boolean => {
  try {
    execFileSync(tool, [tool === 'qpdf' ? '--version' : '-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('a PDF with the office’s signature', () => {
  let pdf: Uint8Array
  beforeAll(async () => {
    pdf = await renderPdf(everyBlockDocument(), ['en', 'km'], 'ua-1')
  })

  it.each(['rsa', 'ec'] as const)(
    'is what was rendered with a signature after it, which holds: %s',
    async (kind) => {
      const signer = await readSigner(await office(kind))
      const file = await signPdf(pdf, 'ua-1', signer, at)
      expect(file.subarray(0, pdf.length).equals(pdf)).toBe(true)
      expect(await verify(file)).toBe(true)
      expect(await pagesOfPdf(file)).toEqual(await pagesOfPdf(pdf))
      const text = file.toString('latin1')
      expect(text).toContain('/SubFilter /ETSI.CAdES.detached')
      expect(text).toContain('/M (D:20260302090000Z)')
      // Links of the first page are still there, beside the field.
      expect(text.slice(pdf.length)).toMatch(/\/Annots \[\d+ 0 R \d+ 0 R/)
    },
  )

  it('shows one changed letter', async () => {
    const file = await signPdf(pdf, 'ua-1', await readSigner(await office('rsa')), at)
    const changed = Buffer.from(file)
    changed[500]! ^= 1
    expect(await verify(changed)).toBe(false)
  })

  it('is signed by the key of its certificate, or by none', async () => {
    const [one, other] = [await office('rsa'), await office('ec')]
    await expect(readSigner({ ...one, key: other.key })).rejects.toThrow(
      /not the key of the first certificate/,
    )
    await expect(readSigner({ ...one, certificate: one.key })).rejects.toThrow(/no certificate/)
    expect(() => loadConfig({ PDF_CERTIFICATE: one.certificate })).toThrow(/PDF_KEY/)
  })

  it.skipIf(!installed('pdfsig'))('is good to pdfsig, of Poppler', async () => {
    for (const standard of ['ua-1', 'a-2a'] as const) {
      const bytes = await renderPdf(everyBlockDocument(), ['en'], standard)
      const path = join(folder, `${standard}.pdf`)
      writeFileSync(path, await signPdf(bytes, standard, await readSigner(await office('rsa')), at))
      const told = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' })
      expect(told).toContain('Signature is Valid')
      expect(told).toContain('Total document signed')
      expect(told).toContain('ETSI.CAdES.detached')
    }
  })

  it.skipIf(!installed('qpdf'))('is without a fault to qpdf', async () => {
    const path = join(folder, 'checked.pdf')
    writeFileSync(path, await signPdf(pdf, 'ua-1', await readSigner(await office('rsa')), at))
    expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors',
    )
  })
})
