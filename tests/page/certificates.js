/** An authority for one run, and what it signs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Certificate
 * @property {string} key
 * @property {string} cert
 */

/** @returns {{ ca: string, sign(names: string, days?: number): Certificate, selfSign(names: string): Certificate, close(): void }} */
export function makeAuthority() {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-authority-'));
  /** @param {string} name */
  const path = (name) => join(folder, name);
  /** @param {string[]} command */
  const openssl = (...command) => execFileSync('openssl', command, { stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-days', '2', '-subj', '/CN=corslab test authority', '-keyout', path('ca.key'), '-out', path('ca.pem'));
  return {
    ca: readFileSync(path('ca.pem'), 'utf8'),
    sign(names, days = 2) {
      openssl('req', '-new', ...key, '-subj', '/CN=corslab', '-addext', `subjectAltName=${names}`, '-keyout', path('key'), '-out', path('request'));
      openssl('x509', '-req', '-in', path('request'), '-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', String(days), '-copy_extensions', 'copy', '-out', path('cert'));
      return { key: readFileSync(path('key'), 'utf8'), cert: readFileSync(path('cert'), 'utf8') };
    },
    selfSign(names) {
      openssl('req', '-x509', ...key, '-days', '2', '-subj', '/CN=corslab', '-addext', `subjectAltName=${names}`, '-keyout', path('key'), '-out', path('cert'));
      return { key: readFileSync(path('key'), 'utf8'), cert: readFileSync(path('cert'), 'utf8') };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
