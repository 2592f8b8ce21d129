// In: a page. Out: letters in drawings that keep the author's colour when the reader has forced their own.
// Browsers do not force colours on SVG, so the style sheet has to.

import { ON_SCREEN } from '../visit.mjs';

export const name = 'forced-colours';

export async function faults({ page }) {
  const found = new Set();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ ...ON_SCREEN, forcedColors: 'active', colorScheme });
    for (const fault of await page.evaluate(wrong)) found.add(`${fault} on a ${colorScheme} ground`);
  }
  return [...found];
}

function wrong() {
  if (!matchMedia('(forced-colors: active)').matches) return ['the browser does not force colours'];
  const probe = document.body.appendChild(document.createElement('span'));
  probe.style.color = 'CanvasText';
  const wanted = getComputedStyle(probe).color;
  probe.remove();
  const labels = [...document.querySelectorAll('svg text')].filter((label) => label.checkVisibility());
  const faults = labels.filter((label) => getComputedStyle(label).fill !== wanted).map((label) => {
    const called = label.closest('figure')?.id ?? label.closest('svg').parentElement.className;
    return `figure ${called}: "${label.textContent.trim().slice(0, 40)}" is ${getComputedStyle(label).fill}, expected CanvasText (${wanted})`;
  });
  if (!document.querySelector('h1')?.checkVisibility()) faults.push('the heading of the page is not shown');
  return faults;
}
