// What the Worker is built with in place of the libraries that read certificates (wrangler.toml). The
// library for passkeys asks for them to judge who made a key; auth/webauthn.ts refuses every answer that
// has a certificate in it before that, so that nothing here is ever called. A third of the Worker less.

/** Nothing is to be made of a certificate. */
class Refused {
  constructor() {
    throw new Error('certificates are not read here')
  }
}

/** Named, and never looked at: the library lists the kinds of signatures as it loads. */
export class AlgorithmIdentifier {}

export {
  Refused as AuthorityKeyIdentifierExtension,
  Refused as BasicConstraints,
  Refused as Certificate,
  Refused as CRLDistributionPointsExtension,
  Refused as ExtendedKeyUsage,
  Refused as KeyDescription,
  Refused as RSAPublicKey,
  Refused as SubjectAlternativeName,
  Refused as SubjectKeyIdentifierExtension,
  Refused as X509Certificate,
  Refused as X509ChainBuilder,
  Refused as X509Crl,
}

export const id_ce_basicConstraints = '2.5.29.19'
export const id_ce_extKeyUsage = '2.5.29.37'
export const id_ce_subjectAltName = '2.5.29.17'
export const id_ce_keyDescription = '1.3.6.1.4.1.11129.2.1.17'
export const id_ml_dsa_44 = '2.16.840.1.101.3.4.3.17'
export const id_ml_dsa_65 = '2.16.840.1.101.3.4.3.18'
export const id_ml_dsa_87 = '2.16.840.1.101.3.4.3.19'
export const id_rsaEncryption = '1.2.840.113549.1.1.1'
export const id_sha1WithRSAEncryption = '1.2.840.113549.1.1.5'
export const id_sha256WithRSAEncryption = '1.2.840.113549.1.1.11'
export const id_sha384WithRSAEncryption = '1.2.840.113549.1.1.12'
export const id_sha512WithRSAEncryption = '1.2.840.113549.1.1.13'
