// In: a page. Out: whether it scrolls sideways on a wide screen and on a phone of 320 px, and because of what.

import { NARROW, WIDE } from '../visit.mjs';

export const name = 'width';

export async function faults({ page }) {
  const found = [];
  for (const viewport of [WIDE, NARROW]) {
    await page.setViewportSize(viewport);
    const { over, culprits } = await page.evaluate(measure);
    if (over > 0) found.push(`scrolls sideways by ${over} px at ${viewport.width} px: ${culprits.join(', ')}`);
  }
  return found;
}

function measure() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return { over: 0, culprits: [] };
  const tooFar = [...document.body.querySelectorAll('*')].filter((element) => {
    const scroller = element.parentElement.closest('[data-scrolls]');
    if (scroller) return false;
    // What scrolls by itself hides the width of what is in it.
    if (getComputedStyle(element).overflowX !== 'visible') element.setAttribute('data-scrolls', '');
    return element.getBoundingClientRect().right > clientWidth + 0.5;
  });
  document.querySelectorAll('[data-scrolls]').forEach((element) => element.removeAttribute('data-scrolls'));
  const innermost = tooFar.filter((element) => !tooFar.some((other) => other !== element && element.contains(other)));
  return { over: scrollWidth - clientWidth, culprits: innermost.slice(0, 5).map(describe) };

  function describe(element) {
    const id = element.id ? `#${element.id}` : '';
    const classes = [...element.classList].map((name) => `.${name}`).join('');
    return `<${element.localName}${id}${classes}> ends at ${Math.round(element.getBoundingClientRect().right)} px`;
  }
}
