// In: a page. Out: letters in its drawings that cannot be read as the reader's browser draws them: too small,
// turned, outside the drawing, on top of each other, or too pale for their ground in light or dark.

import { NARROW, ON_SCREEN, WIDE } from '../visit.mjs';

export const name = 'lettering';

const LEAST_SIZE = 12;
const LEAST_CONTRAST = 4.5;

export async function faults({ page }) {
  const found = [];
  for (const viewport of [WIDE, NARROW]) {
    await page.setViewportSize(viewport);
    const wrong = await page.evaluate(placed, LEAST_SIZE);
    found.push(...wrong.map((fault) => `${fault} at ${viewport.width} px`));
  }
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ ...ON_SCREEN, colorScheme });
    const wrong = await page.evaluate(coloured, LEAST_CONTRAST);
    found.push(...wrong.map((fault) => `${fault} in ${colorScheme} mode`));
  }
  return found;
}

function placed(leastSize) {
  const faults = [];
  for (const svg of [...document.querySelectorAll('svg')].filter((svg) => svg.checkVisibility())) {
    const called = svg.closest('figure')?.id ?? svg.parentElement.className;
    const frame = svg.getBoundingClientRect();
    const labels = [...svg.querySelectorAll('text')].filter((label) => label.textContent.trim() && label.checkVisibility());
    for (const label of labels) {
      const matrix = label.getScreenCTM();
      const scale = Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
      for (const part of [label, ...label.querySelectorAll('tspan')]) {
        const size = parseFloat(getComputedStyle(part).fontSize) * scale;
        if (size < leastSize - 0.05) say(`"${short(part)}" is ${size.toFixed(1)} px high, expected ${leastSize} or more`);
      }
      if (Math.abs(matrix.b) > 0.01 || Math.abs(matrix.c) > 0.01) say(`"${short(label)}" is not horizontal`);
      const box = label.getBoundingClientRect();
      const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
      if (out > 1) say(`"${short(label)}" reaches ${out.toFixed(1)} px out of its drawing`);
    }
    for (const [place, label] of labels.entries()) {
      for (const other of labels.slice(place + 1)) if (overlap(label, other)) say(`"${short(label)}" lies on "${short(other)}"`);
    }

    function say(fault) {
      faults.push(`figure ${called}: ${fault}`);
    }
  }
  return faults;

  function short(label) {
    return label.textContent.trim().slice(0, 40);
  }

  function overlap(one, two) {
    const [a, b] = [letters(one), letters(two)];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across > 1 && down > 1;
  }

  // The box of a text has room for accents and tails; the letters stand in the middle of it.
  function letters(label) {
    const box = label.getBoundingClientRect();
    const spare = Math.min(box.height * 0.2, 4);
    return { left: box.left, right: box.right, top: box.top + spare, bottom: box.bottom - spare };
  }
}

function coloured(leastContrast) {
  const faults = [];
  const known = new Map();
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  for (const svg of [...document.querySelectorAll('svg')].filter((svg) => svg.checkVisibility())) {
    const called = svg.closest('figure')?.id ?? svg.parentElement.className;
    const shapes = [...svg.querySelectorAll('rect, circle, path, polygon')].filter(isPainted);
    for (const label of svg.querySelectorAll('text')) {
      if (!label.textContent.trim() || !label.checkVisibility()) continue;
      const ink = colour(getComputedStyle(label).fill);
      const ground = under(label, shapes) ?? behind(svg);
      const ratio = contrast(ink, ground);
      if (ratio < leastContrast) {
        const text = label.textContent.trim().slice(0, 40);
        faults.push(`figure ${called}: "${text}" has a contrast of ${ratio.toFixed(2)}, expected ${leastContrast} or more`);
      }
    }
  }
  return faults;

  function isPainted(shape) {
    const { fill, fillOpacity, opacity } = getComputedStyle(shape);
    return colour(fill)[3] === 1 && fillOpacity === '1' && opacity === '1';
  }

  // The last painted shape before the label that holds its middle is its ground.
  function under(label, shapes) {
    const box = label.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const holding = shapes.filter((shape) => {
      const point = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      const before = shape.compareDocumentPosition(label) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && shape.isPointInFill(point);
    });
    return holding.length ? colour(getComputedStyle(holding.at(-1)).fill) : undefined;
  }

  function behind(element) {
    for (let at = element; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found[3] === 1) return found;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  }

  // Painting a colour tells what it is, however it is written.
  function colour(written) {
    if (!known.has(written)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = 'transparent';
      canvas.fillStyle = written;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(written, [r, g, b, alpha / 255]);
    }
    return known.get(written);
  }

  function contrast(one, two) {
    const [a, b] = [luminance(one), luminance(two)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  function luminance(channels) {
    const [r, g, b] = channels.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
}
