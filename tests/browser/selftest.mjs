// Usage: node selftest.mjs
// In: nothing. Out: whether the checks see what they are there to see. A site is written whose every page is
// broken in known places; each fault must be reported, and nothing else may be. A check that cannot fail is
// worth nothing, and one that fails on a good page is worth less.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goodSite } from './fixture.mjs';
import { brokenSite } from './faults.mjs';
import { checkSite } from './site.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'browser-selftest-'));
let passed = 0;
let failed = 0;

try {
  const good = write('good', goodSite());
  const goodRun = command('check.mjs', good);
  expect('a good site passes', goodRun.status === 0 && / passed, 0 failed$/.test(goodRun.stdout.trim()), goodRun.stdout);

  const bare = write('bare', { 'index.html': '<!doctype html><title>Bare</title><p>Bare' });
  const bareRun = command('check.mjs', bare);
  expect('a bad site fails', bareRun.status === 1 && / passed, [1-9]\d* failed$/.test(bareRun.stdout.trim()), bareRun.stdout);

  const { files, expected } = brokenSite();
  const broken = write('broken', files);
  compare(await checkSite(broken), expected);

  const nested = files['document/index.html'].replace('<main', '<p><main');
  const mixed = command('validate.mjs', write('mixed', { ...goodSite(), 'nested/index.html': nested }));
  const messages = mixed.stdout.split('\n').filter((line) => line.startsWith('"'));
  expect('a page with faults is not valid', mixed.status === 1 && messages.some((line) => / error: /.test(line)), mixed.stdout);
  expect('the other pages are valid', messages.every((line) => line.includes('nested/index.html')), mixed.stdout);
} finally {
  rmSync(scratch, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function write(name, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(scratch, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return join(scratch, name);
}

function command(script, ...words) {
  return spawnSync(process.execPath, [join(here, script), ...words], { encoding: 'utf8' });
}

function expect(what, holds, instead) {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED ${what}; instead:\n${instead}`);
  }
}

/** Every expected fault is reported, every reported fault was expected. */
function compare(results, expected) {
  const left = results.flatMap(({ page, check, faults }) => faults.map((fault) => `${page}: ${check}: ${fault}`));
  for (const [start, pattern] of expected) {
    const matching = left.filter((line) => line.startsWith(`${start}: `) && pattern.test(line));
    expect(`${start} reports ${pattern}`, matching.length > 0, '  nothing of the kind');
    for (const line of matching) left.splice(left.indexOf(line), 1);
  }
  for (const line of left) expect('nothing else is reported', false, `  ${line}`);
}
