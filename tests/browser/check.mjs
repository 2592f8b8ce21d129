// Usage: node check.mjs SITE_DIR [--base /project/]
// In: the folder of a built site, served under `/` or the given path while the checks run.
// Out: a line for every fault, then `N passed, N failed` counting checks; exit status 1 if any failed.

import { checkSite } from './site.mjs';

const MOST_LINES = 10;

const { folder, path } = readArguments(process.argv.slice(2));
const results = await checkSite(folder, { path });
for (const { page, check, faults } of results) {
  for (const fault of faults.slice(0, MOST_LINES)) console.log(`FAILED ${page}: ${check}: ${fault}`);
  if (faults.length > MOST_LINES) console.log(`FAILED ${page}: ${check}: and ${faults.length - MOST_LINES} more`);
}
const failed = results.filter(({ faults }) => faults.length > 0).length;
const pages = new Set(results.map(({ page }) => page)).size;
console.log(`checked ${pages} pages in a browser`);
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function readArguments(words) {
  const [folder, option, path = '/'] = words;
  const wellFormed = folder && (option === undefined || option === '--base') && /^\/(.*\/)?$/.test(path);
  if (!wellFormed) {
    console.error('usage: node check.mjs SITE_DIR [--base /project/]');
    process.exit(2);
  }
  return { folder, path };
}
