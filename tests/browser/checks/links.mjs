// In: what every page of a site points to, and the ids every page has. Out: for each page, the links that do
// not land: no such file, or no such id in it. Links to other origins are not followed.

import { answer } from '../server.mjs';

export const name = 'links';

/** What one open page points to, and where others may point to in it. */
export async function collect({ page }) {
  return page.evaluate(() => {
    const pointing = document.querySelectorAll('a[href], area[href], link[href]:not([rel~="canonical"]), img[src], script[src], source[src]');
    const targets = [...pointing].map((element) => {
      const written = element.getAttribute('href') ?? element.getAttribute('src');
      return { written, address: element.href ?? element.src };
    });
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return { here: location.href, targets, ids };
  });
}

/** The faults of one page; `idsAt` maps the address of every page to its ids. */
export function faults({ here, targets }, idsAt, { folder, path, mayBeAbsolute }) {
  const found = new Set();
  const origin = new URL(here).origin;
  for (const { written, address } of targets) {
    if (written === '' || written === '#') found.add(`link "${written}" goes nowhere`);
    const url = parse(address, here);
    if (!url) found.add(`link ${written} is not an address`);
    if (url?.origin !== origin) continue;
    // A site must also work under a project's path and in a preview folder.
    if (/^\/|^https?:/.test(written) && !mayBeAbsolute) found.add(`link ${written} is not relative`);
    const status = land(url, folder, path);
    if (status !== 200) found.add(`link ${written} does not land (HTTP ${status})`);
    else if (!hasFragment(url, idsAt)) found.add(`link ${written} names an id that is not on that page`);
  }
  return [...found];
}

function parse(address, here) {
  try {
    return new URL(address, here);
  } catch {
    return undefined;
  }
}

function land(url, folder, path) {
  const { status, headers } = answer(folder, path, url.pathname);
  return status === 301 ? answer(folder, path, headers.location).status : status;
}

function hasFragment(url, idsAt) {
  const fragment = decodeURIComponent(url.hash.slice(1));
  if (fragment === '' || fragment === 'top') return true;
  const pathname = url.pathname.replace(/index\.html$/, '');
  const ids = idsAt.get(pathname) ?? idsAt.get(`${pathname}/`);
  return ids === undefined || ids.includes(fragment);
}
