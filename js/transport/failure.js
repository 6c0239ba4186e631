/**
 * No reply, or none that a browser could read. What a page sees of it is a network error; whoever wrote the test
 * gets to know why.
 */
export class TransportError extends Error {
  /**
   * @param {string} code Node's where it has one (`ECONNREFUSED`, `CERT_HAS_EXPIRED`), else one of ours (`body-too-large`)
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'TransportError';
    this.code = code;
  }

  /**
   * Whoever limits the time of a whole fetch does not know what it was spent on; the transport that is told so does.
   *
   * @param {string} peer
   * @param {string} awaited
   */
  stillWaiting(peer, awaited) {
    if (this.code === 'ETIMEDOUT') this.message += `; ${peer}: still waiting for ${awaited}`;
  }
}

const HOW_TO_TRUST = 'If this is a test server, give the certificate that signed its own as `network: { ca }`, or set `rejectUnauthorized: false`';
const ANOTHER_PROTOCOL = 'its TLS is not one that Node.js can speak, or it speaks something else than TLS there';

/** What an error of Node's means for somebody who tests a server. @type {Record<string, string>} */
const MEANINGS = {
  ECONNREFUSED: 'refused the connection: nothing listens there',
  ECONNRESET: 'reset the connection',
  ECONNABORTED: 'reset the connection',
  EPIPE: 'closed the connection while the request was being sent',
  ENOTFOUND: 'is not a name that DNS knows',
  EAI_AGAIN: 'could not be looked up: DNS does not answer',
  ETIMEDOUT: 'does not answer the attempt to connect',
  EHOSTUNREACH: 'cannot be reached: there is no route to it',
  ENETUNREACH: 'cannot be reached: there is no route to it',
  EADDRNOTAVAIL: 'cannot be reached from this machine',
  DEPTH_ZERO_SELF_SIGNED_CERT: `has a self-signed certificate. ${HOW_TO_TRUST}`,
  SELF_SIGNED_CERT_IN_CHAIN: `has a certificate from an authority that is not trusted. ${HOW_TO_TRUST}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `has a certificate from an authority that is not trusted, or does not send the certificates in between. ${HOW_TO_TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT: `has a certificate from an authority that is not trusted. ${HOW_TO_TRUST}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `has a certificate from an authority that is not trusted. ${HOW_TO_TRUST}`,
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for other hosts',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS: is this a plain http server?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS: is this a plain http server?',
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'does not speak HTTP/1.1 (perhaps HTTP/2 alone)',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: `ended the TLS handshake: ${ANOTHER_PROTOCOL}`,
  ERR_SSL_UNSUPPORTED_PROTOCOL: `ended the TLS handshake: ${ANOTHER_PROTOCOL}`,
};

/**
 * An error of a socket, in plain words.
 *
 * @param {Error & { code?: string, errors?: (Error & { code?: string })[] }} error
 * @param {string} peer
 * @param {string} awaited
 */
export function socketFailure(error, peer, awaited) {
  // Where a name has several addresses there is an error for each.
  const code = error.code ?? error.errors?.[0]?.code ?? 'ECONNRESET';
  const detail = error.message || error.errors?.map(({ message }) => message).join(', ') || code;
  const meaning = MEANINGS[code] ?? (code.startsWith('ERR_SSL') || code === 'EPROTO' ? 'failed in the TLS handshake' : 'could not be reached');
  return new TransportError(code, `${peer} ${meaning} (waiting for ${awaited}: ${detail})`, { cause: error });
}
