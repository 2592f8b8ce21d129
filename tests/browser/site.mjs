// In: the folder of a built site. Out: one result for every check of every page: which page, which check, and
// the faults it found (none: it passed). One browser is used throughout; two pages are open at a time.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';
import { CHECKS } from './checks.mjs';
import * as links from './checks/links.mjs';
import * as quiet from './checks/quiet.mjs';
import { filesBelow } from './files.mjs';
import { serve } from './server.mjs';
import { open, settle } from './visit.mjs';

const AT_ONCE = 2;

export async function checkSite(folder, { path = '/' } = {}) {
  const pages = filesBelow(folder, '.html');
  if (pages.length === 0) throw new Error(`${folder} holds no .html file`);
  const server = await serve(folder, path);
  const browser = await launch();
  try {
    const context = await browser.newContext();
    const visited = await inTurns(pages, (page) => checkPage(context, server, page));
    const results = visited.flatMap((visit) => visit.results);
    results.push(...checkLinks(visited, folder, path));
    results.push(await checkFromDisk(context, folder, pages.includes('index.html') ? 'index.html' : pages[0]));
    if (existsSync(join(folder, '404.html'))) results.push(await checkMissing(context, server));
    return results;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function checkPage(context, server, page) {
  const address = server.base + encodeURI(page).replace(/(^|\/)index\.html$/, '$1');
  const visit = await open(context, address);
  try {
    const pointing = await links.collect(visit);
    const results = [];
    for (const check of CHECKS) {
      await settle(visit);
      results.push({ page, check: check.name, faults: await check.faults(visit) });
    }
    return { page, pointing, results };
  } finally {
    await visit.close();
  }
}

function checkLinks(visited, folder, path) {
  const idsAt = new Map(visited.map(({ pointing }) => [new URL(pointing.here).pathname, pointing.ids]));
  return visited.map(({ page, pointing }) => {
    // The page for missing addresses is shown at any depth, where nothing relative could lead home.
    const mayBeAbsolute = page === '404.html';
    return { page, check: links.name, faults: links.faults(pointing, idsAt, { folder, path, mayBeAbsolute }) };
  });
}

/** A reader who was sent the folder opens it without a server. */
async function checkFromDisk(context, folder, page) {
  const address = pathToFileURL(resolve(folder, page)).href;
  const visit = await open(context, address);
  try {
    const faults = await quiet.faults(visit);
    return { page, check: 'from-disk', faults: [...faults, ...(await unstyled(visit))] };
  } finally {
    await visit.close();
  }
}

/** Hosts show 404.html at whatever address was missing, however deep. */
async function checkMissing(context, server) {
  const visit = await open(context, `${server.base}no/such/page/`);
  try {
    const faults = await quiet.faults(visit);
    return { page: '404.html', check: 'shown-at-depth', faults: [...faults, ...(await unstyled(visit))] };
  } finally {
    await visit.close();
  }
}

async function unstyled({ page }) {
  const missing = await page.evaluate(() =>
    [...document.querySelectorAll('link[rel~="stylesheet"]')].filter((link) => !link.sheet).map((link) => link.getAttribute('href')));
  return missing.map((href) => `style sheet ${href} is not applied`);
}

async function inTurns(items, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const turn = next++;
      results[turn] = await work(items[turn]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
