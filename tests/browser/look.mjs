// Usage: node look.mjs SITE_DIR OUT_DIR [--base /project/] [--element SELECTOR] [PAGE…]
// In: the folder of a built site and which of its pages to look at (`/`, `/2019-11/burglary/`, `/404.html`);
// without any: the front page, the first page two folders down, the print page and 404.html.
// Out: a PNG of each page in each mode, named after both, for a person to look at. With --element a picture of
// every element that the selector finds, at twice the size, instead of the whole page.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { filesBelow } from './files.mjs';
import { serve } from './server.mjs';
import { NARROW, ON_SCREEN, open, WIDE } from './visit.mjs';

const PAPER = { width: 794, height: 1123 }; // A4 at 96 dots per inch

const MODES = {
  wide: [WIDE, {}],
  dark: [WIDE, { colorScheme: 'dark' }],
  phone: [NARROW, {}],
  'phone-dark': [NARROW, { colorScheme: 'dark' }],
  'forced-colours': [WIDE, { forcedColors: 'active', colorScheme: 'dark' }],
  'forced-colours-light': [WIDE, { forcedColors: 'active' }],
  print: [PAPER, { media: 'print' }],
  'print-grey': [PAPER, { media: 'print' }],
};

const { folder, out, path, element, wanted } = readArguments();
const pages = wanted.length > 0 ? wanted : usualPages(filesBelow(folder, '.html'));
mkdirSync(out, { recursive: true });
const server = await serve(folder, path);
const browser = await launch();
try {
  const context = await browser.newContext({ deviceScaleFactor: element ? 2 : 1 });
  for (const page of pages) await shootPage(context, page);
} finally {
  await browser.close();
  await server.close();
}

async function shootPage(context, called) {
  const visit = await open(context, server.base + called.replace(/^\//, ''));
  for (const [mode, [viewport, media]] of Object.entries(MODES)) {
    await visit.page.setViewportSize(viewport);
    await visit.page.emulateMedia({ ...ON_SCREEN, ...media });
    if (mode.endsWith('grey')) await visit.page.evaluate(() => (document.documentElement.style.filter = 'grayscale(1)'));
    await shoot(visit.page, join(out, `${fileName(called)}--${mode}`));
  }
  await visit.close();
}

async function shoot(page, start) {
  if (!element) return save(page, `${start}.png`, { fullPage: true });
  const found = page.locator(element);
  for (let place = 0; place < (await found.count()); place += 1) {
    if (await found.nth(place).isVisible()) await save(found.nth(place), `${start}--${place + 1}.png`, {});
  }
}

async function save(what, file, options) {
  await what.screenshot({ path: file, ...options });
  console.log(file);
}

function usualPages(files) {
  const has = (test) => files.filter(test).slice(0, 1);
  const usual = [
    ...has((file) => file === 'index.html'),
    ...has((file) => /^[^/]+\/(?!print\/|changes\/|data\/)[^/]+\/index\.html$/.test(file)),
    ...has((file) => /(^|\/)print\/index\.html$/.test(file)),
    ...has((file) => file === '404.html'),
  ];
  return (usual.length > 0 ? usual : files.slice(0, 1)).map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`);
}

function fileName(page) {
  return page.replace(/^\/|\/$|\.html$/g, '').replaceAll('/', '-') || 'front';
}

function readArguments() {
  const options = { base: { type: 'string', default: '/' }, element: { type: 'string' } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [folder, out, ...wanted] = positionals;
    if (folder && out && /^\/(.*\/)?$/.test(values.base)) {
      return { folder, out, path: values.base, element: values.element, wanted };
    }
  } catch (error) {
    console.error(error.message);
  }
  console.error('usage: node look.mjs SITE_DIR OUT_DIR [--base /project/] [--element SELECTOR] [PAGE…]');
  process.exit(2);
}
