import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the folder of a profile for Chromium, which whoever starts it removes. Every case runs in a context of its own,
 * which is incognito: there too, third-party cookies shall be allowed.
 */
export function makeChromiumProfile() {
  const profile = mkdtempSync(join(tmpdir(), 'corslab-chromium-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  return profile;
}
