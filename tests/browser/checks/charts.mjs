// In: a page. Out: for every figure, which parts of the markup it must have are missing: a summary, its numbers
// as a table or a file, its source, and what its kind has: `figure.chart` one visible drawing, `figure.tabular`
// its table open and no drawing, `figure.tile` one number in large type and at most a small hidden line. What a
// screen reader is told is in names.mjs, how the letters look in lettering.mjs.

import { NARROW, WIDE } from '../visit.mjs';

export const name = 'charts';

export async function faults({ page }) {
  const found = await page.evaluate(markup);
  for (const viewport of [WIDE, NARROW]) {
    await page.setViewportSize(viewport);
    const wrong = await page.evaluate(drawings);
    found.push(...wrong.map((fault) => `${fault} at ${viewport.width} px`));
  }
  return found;
}

function drawings() {
  return [...document.querySelectorAll('figure.chart')].flatMap((figure) => {
    const seen = [...figure.querySelectorAll('svg')].filter((svg) => svg.checkVisibility() && svg.clientWidth > 0);
    if (seen.length === 1) return [];
    return [`figure ${figure.id || '(no id)'}: ${seen.length} visible drawings, expected 1`];
  });
}

function markup() {
  const LARGE = 60;
  return [...document.querySelectorAll('figure:is(.chart, .tabular, .tile)')].flatMap((figure, place) => {
    const called = figure.id || `number ${place + 1}`;
    const own = figure.classList.contains('chart') ? svgs(figure) : plain(figure);
    return [...head(figure), ...own, ...numbers(figure), ...foot(figure)].map((fault) => `figure ${called}: ${fault}`);
  });

  /** What takes the place of a drawing. */
  function plain(figure) {
    const faults = [];
    const drawings = [...figure.querySelectorAll('svg')];
    if (figure.classList.contains('tabular')) {
      if (drawings.length) faults.push('is a table with a drawing');
      if (!figure.querySelector('table')?.checkVisibility()) faults.push('is a table that is not shown');
      return faults;
    }
    const number = figure.querySelector('.face strong');
    if (!number?.textContent.trim()) faults.push('is a tile without a number');
    const around = getComputedStyle(figure);
    if (number && parseFloat(getComputedStyle(number).fontSize) < 1.5 * parseFloat(around.fontSize)) faults.push('has a number no larger than its text');
    if (!figure.querySelector('.face .when')?.textContent.trim()) faults.push('is a tile that does not say when');
    if (drawings.length > 1) faults.push(`has ${drawings.length} drawings, expected 1 at most`);
    if (drawings.some((svg) => svg.getAttribute('aria-hidden') !== 'true')) faults.push('has a small line that is not hidden');
    return faults;
  }

  function head(figure) {
    const faults = [];
    if (!figure.id) faults.push('has no id');
    if (!figure.querySelector('h2, h3, h4, h5, h6')?.textContent.trim()) faults.push('has no heading');
    if (!figure.querySelector('.summary')?.textContent.trim()) faults.push('has no .summary');
    return faults;
  }

  function svgs(figure) {
    return [...figure.querySelectorAll('svg')].flatMap((svg) => {
      const faults = [];
      if (svg.getAttribute('role') !== 'img') faults.push('svg has no role="img"');
      if (!svg.hasAttribute('viewBox')) faults.push('svg has no viewBox');
      for (const size of ['width', 'height']) if (svg.hasAttribute(size)) faults.push(`svg has a fixed ${size}`);
      for (const part of svg.querySelectorAll('title, desc, script, style, a, image, foreignObject')) {
        faults.push(`svg holds a <${part.localName}>`);
      }
      for (const part of [svg, ...svg.querySelectorAll('*')]) {
        for (const { name, value } of part.attributes) {
          if (name === 'tabindex' || name === 'style' || name.startsWith('on')) faults.push(`svg <${part.localName}> has ${name}`);
          if (/href$/.test(name) && !value.startsWith('#')) faults.push(`svg refers to ${value}`);
        }
      }
      return [...new Set(faults)];
    });
  }

  function numbers(figure) {
    const file = [...figure.querySelectorAll('a[href]')].find((link) => new URL(link.href).pathname.endsWith('.csv'));
    const faults = file ? [] : ['has no link to a .csv'];
    const details = figure.classList.contains('tabular') ? figure : figure.querySelector('details');
    if (!details) return [...faults, 'has no <details>'];
    if (details !== figure && !details.querySelector('summary')?.textContent.trim()) faults.push('<details> has no <summary>');
    const table = details.querySelector('table');
    if (!table) {
      // A table nobody could read may be left out, if the file is offered in its place.
      if (!details.querySelector('a[href$=".csv"]')) faults.push('<details> has neither a table nor a link to a .csv');
      return faults;
    }
    if (!table.caption?.textContent.trim()) faults.push('table has no caption');
    const heads = [...table.querySelectorAll('th')];
    const unscoped = heads.filter((cell) => !['col', 'row', 'colgroup', 'rowgroup'].includes(cell.getAttribute('scope')));
    if (unscoped.length) faults.push(`${unscoped.length} <th> without scope, first "${unscoped[0].textContent.trim()}"`);
    if (!heads.some((cell) => cell.scope === 'col')) faults.push('table has no column heading');
    if (!heads.some((cell) => cell.scope === 'row')) faults.push('table has no row heading');
    const rows = [...table.tBodies].reduce((sum, body) => sum + body.rows.length, 0);
    if (rows === 0) faults.push('table has no rows');
    const after = file && table.compareDocumentPosition(file) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (rows > LARGE && after) faults.push(`table of ${rows} rows comes before the link to its .csv`);
    return faults;
  }

  function foot(figure) {
    const caption = figure.querySelector('figcaption');
    if (!caption) return ['has no <figcaption>'];
    return caption.textContent.includes('Source') ? [] : ['<figcaption> does not say Source'];
  }
}
