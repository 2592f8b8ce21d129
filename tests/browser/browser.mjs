// In: the machine's Chromium or Chrome ($CHROMIUM, or the first of a list that is on the PATH).
// Out: one running headless browser that talks to nobody but this machine. The caller closes it.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts the browser in a profile of its own, which goes away when it is closed. */
export async function launch() {
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // A page under test may name any host; none of them is to hear of it.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ];
  // The browser's sandbox does not start for root, as which containers run, nor where Ubuntu forbids user
  // namespaces. The pages are our own.
  return chromium.launch({ executablePath: findBrowser(), headless: true, chromiumSandbox: false, args });
}

function findBrowser() {
  const wanted = process.env.CHROMIUM ? [process.env.CHROMIUM] : NAMES;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of wanted) {
    const places = name.includes('/') ? [name] : folders.map((folder) => join(folder, name));
    const found = places.find(answers);
    if (found) return found;
  }
  throw new Error(`no browser found: looked for ${wanted.join(', ')}; run tests/setup or set CHROMIUM`);
}

/** Ubuntu's `chromium-browser` may be a mere pointer to a snap that is not there. */
function answers(path) {
  return existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}
