// Usage: node validate.mjs SITE_DIR
// In: the folder of a built site. Out: what the Nu HTML checker says about its pages and standalone drawings,
// a line a message as `"file":line.column: error: text`; exit status 1 if it says anything.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { filesBelow } from './files.mjs';

// A message is allowed only with the reason why it is not about the page.
const ALLOWED = [
  // The checker reads files and so has no origin that 'self' could mean; check.mjs watches a browser obey the policy.
  'Resource violates Content Security Policy \\(meta tag\\): external .* blocked by .*',
];

const JAR = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

const folder = process.argv[2];
if (!folder || process.argv.length > 3) {
  console.error('usage: node validate.mjs SITE_DIR');
  process.exit(2);
}
const pages = filesBelow(folder, '.html');
const drawings = filesBelow(folder, '.svg');
if (pages.length === 0) {
  console.error(`${folder} holds no .html file`);
  process.exit(2);
}

const options = ['--format', 'gnu', '--stdout', '--Werror', '--also-check-svg', '--filterpattern', ALLOWED.join('|')];
const files = [...pages, ...drawings].map((file) => join(folder, file));
// A run of seconds is over before the second compiler of Java would pay.
const brisk = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const run = spawnSync('java', ['-Xss4m', ...brisk, '-jar', JAR, ...options, ...files], { encoding: 'utf8', maxBuffer: 64 << 20 });
if (run.error) {
  console.error(`java did not run: ${run.error.message}; run tests/setup`);
  process.exit(2);
}
const messages = `${run.stdout}${run.stderr}`.split('\n').filter(Boolean);
for (const message of messages) console.log(message);
const valid = run.status === 0 && messages.length === 0;
console.log(`${pages.length} pages and ${drawings.length} drawings ${valid ? 'are valid' : `have ${messages.length} faults`}`);
process.exitCode = valid ? 0 : 1;
