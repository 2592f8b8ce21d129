// In: a page. Out: what axe-core finds against WCAG 2.2 AA and good practice, in light and in dark, and on a
// phone where the layout matters. The script comes in through the debugger, which the page's policy does not
// bind, so the page is examined as a reader gets it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NARROW, ON_SCREEN } from '../visit.mjs';

export const name = 'axe';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const LAYOUT = { type: 'rule', values: ['target-size', 'scrollable-region-focusable', 'empty-heading', 'skip-link'] };

export async function faults({ page }) {
  await page.evaluate(SOURCE);
  const light = await run(page, 'light', ALL);
  await page.emulateMedia({ ...ON_SCREEN, colorScheme: 'dark' });
  const dark = await run(page, 'dark', ALL);
  await page.setViewportSize(NARROW);
  const narrow = await run(page, 'narrow', LAYOUT);
  return [...light, ...dark, ...narrow];
}

async function run(page, mode, runOnly) {
  const violations = await page.evaluate(async (runOnly) => {
    const options = { runOnly, resultTypes: ['violations'] };
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => ({ id, help, targets: nodes.map((node) => node.target.join(' ')) }));
  }, runOnly);
  return violations.map(({ id, help, targets }) => {
    const more = targets.length > 3 ? ` and ${targets.length - 3} more` : '';
    return `${id} (${mode}): ${help}: ${targets.slice(0, 3).join(', ')}${more}`;
  });
}
