// In: a page. Out: what would be wrong on paper, also for a reader whose screen is dark: closed tables, menus
// that nobody can click, pale letters on a dark ground.

import { ON_SCREEN } from '../visit.mjs';

export const name = 'print';

export async function faults({ page }) {
  await page.emulateMedia({ ...ON_SCREEN, media: 'print', colorScheme: 'dark' });
  return page.evaluate(() => {
    const found = [];
    for (const details of document.querySelectorAll('figure.chart details')) {
      const called = details.closest('figure').id;
      const content = details.querySelector('table') ?? details.lastElementChild;
      const shown = content.checkVisibility() && content.getBoundingClientRect().height > 0;
      if (!shown) found.push(`figure ${called}: its data are not printed`);
    }
    for (const nav of document.querySelectorAll('nav')) {
      if (nav.checkVisibility() && nav.getBoundingClientRect().height > 0) {
        found.push(`<nav${nav.className && ` class="${nav.className}"`}> is printed`);
      }
    }
    const { color, backgroundColor } = getComputedStyle(document.body);
    if (brightness(color) > 100) found.push(`text is printed in ${color}`);
    if (brightness(backgroundColor) < 200) found.push(`paper is printed ${backgroundColor}`);
    for (const label of document.querySelectorAll('figure.chart svg text')) {
      const { fill } = getComputedStyle(label);
      if (label.checkVisibility() && brightness(fill) > 120) {
        found.push(`figure ${label.closest('figure').id}: "${label.textContent.trim()}" is printed in ${fill}`);
        break;
      }
    }
    return found;

    function brightness(colour) {
      const [r, g, b, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return alpha === 0 ? 255 : (r + g + b) / 3;
    }
  });
}
