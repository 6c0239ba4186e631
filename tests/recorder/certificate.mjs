/** A self-signed certificate for one run. The browsers are told to accept it for every host. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';

/** @returns {import('node:tls').SecureContext} */
export function makeSecureContext() {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-certificate-'));
  try {
    const key = join(folder, 'key.pem');
    const certificate = join(folder, 'certificate.pem');
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
        '-subj', '/CN=corslab', '-addext', 'subjectAltName=DNS:example.com', '-keyout', key, '-out', certificate],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    return createSecureContext({ key: readFileSync(key), cert: readFileSync(certificate), minVersion: 'TLSv1.2' });
  } catch (error) {
    throw new Error(`openssl is needed to make a certificate: ${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
