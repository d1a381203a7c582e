import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import type { Config } from '../config.ts'
import { withSignatureField } from './pdf-update.ts'

type Place = NonNullable<Config['pdfSigning']>

interface Signer {
  key: webcrypto.CryptoKey
  /** The signer's own first. */
  certificates: pki.Certificate[]
  /** SHA-256 of the signer's own. */
  fingerprint: Buffer
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

const algorithms: Record<string, webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams> = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  prime256v1: { name: 'ECDSA', namedCurve: 'P-256' },
  secp384r1: { name: 'ECDSA', namedCurve: 'P-384' },
}

/**
 * Reads the office's certificate and key, both PEM: the certificate first, then those that it stands on.
 * @throws Error that says what does not fit, for the operator
 */
export const readSigner = async ({ certificate, key, passphrase }: Place): Promise<Signer> => {
  const own = createPrivateKey({ key: await readFile(key), ...(passphrase && { passphrase }) })
  const chain = ((await readFile(certificate, 'utf8')).match(pem) ?? []).map(
    (text) => new X509Certificate(text),
  )
  const [first] = chain
  if (!first) throw new Error(`${certificate}: there is no certificate in it (PEM)`)
  if (!first.checkPrivateKey(own))
    throw new Error(`${key}: not the key of the first certificate of ${certificate}`)
  const kind = own.asymmetricKeyDetails?.namedCurve ?? own.asymmetricKeyType ?? ''
  const algorithm = algorithms[kind]
  if (!algorithm) throw new Error(`${key}: neither RSA nor P-256 nor P-384, but ${kind}`)
  return {
    key: await webcrypto.subtle.importKey(
      'pkcs8',
      own.export({ format: 'der', type: 'pkcs8' }),
      algorithm,
      false,
      ['sign'],
    ),
    certificates: chain.map(({ raw }) => pki.Certificate.fromBER(raw)),
    fingerprint: Buffer.from(first.fingerprint256.replaceAll(':', ''), 'hex'),
  }
}

pki.setEngine('node', new pki.CryptoEngine({ name: 'node', crypto: webcrypto as never }))

const ids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
}

/** A signature over some bytes, which it does not hold: CMS as PAdES wants it (EN 319 142-1, level B-B). */
const cmsOf = async ({ key, certificates, fingerprint }: Signer, signed: Uint8Array): Promise<Buffer> => {
  const digest = await webcrypto.subtle.digest('SHA-256', signed)
  const attribute = (type: string, value: asn1.BaseBlock) => new pki.Attribute({ type, values: [value] })
  const list = (...value: asn1.BaseBlock[]) => new asn1.Sequence({ value })
  const [own] = certificates as [pki.Certificate]
  const data = new pki.SignedData({
    version: 1,
    encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: ids.data }),
    signerInfos: [
      new pki.SignerInfo({
        version: 1,
        sid: new pki.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
        signedAttrs: new pki.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(ids.contentType, new asn1.ObjectIdentifier({ value: ids.data })),
            attribute(ids.messageDigest, new asn1.OctetString({ valueHex: digest })),
            attribute(
              ids.signingCertificateV2,
              list(list(list(new asn1.OctetString({ valueHex: new Uint8Array(fingerprint).buffer })))),
            ),
          ],
        }),
      }),
    ],
    certificates,
  })
  await data.sign(key as never, 0, 'SHA-256')
  const content = new pki.ContentInfo({ contentType: ids.signedData, content: data.toSchema(true) })
  return Buffer.from(content.toSchema().toBER())
}

/**
 * Signs a PDF of ours as it is at a moment. What was rendered stays, byte for byte, at its beginning; the signature
 * follows as an update.
 * @throws Error if the file is not as Typst writes them, or the signature has no room
 */
export const signPdf = async (
  pdf: Uint8Array,
  standard: 'ua-1' | 'a-2a',
  signer: Signer,
  at: Date,
): Promise<Buffer> => {
  const { file, gap } = withSignatureField(Buffer.from(pdf), standard, at)
  const signed = Buffer.concat([file.subarray(0, gap.start), file.subarray(gap.end)])
  const hex = (await cmsOf(signer, signed)).toString('hex')
  const room = gap.end - gap.start - 2
  if (hex.length > room)
    throw new Error(`a signature of ${hex.length / 2} bytes; there is room for ${room / 2}`)
  file.write(hex.padEnd(room, '0'), gap.start + 1, 'latin1')
  return file
}
