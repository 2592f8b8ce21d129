// In: a page. Out: what a screen reader would be told wrongly, read back from the browser's accessibility
// tree: a figure is called what its heading says, a chart's one picture has another name and nothing inside it
// is announced, and a table or a tile announces no picture. axe is silent about most of this, so it is asserted here.

import { NARROW, WIDE } from '../visit.mjs';

export const name = 'names';

/** How many pictures each kind of figure announces. */
const PICTURES = { chart: 1, tabular: 0, tile: 0 };

export async function faults({ page }) {
  const found = new Set();
  const session = await page.context().newCDPSession(page);
  for (const viewport of [WIDE, NARROW]) {
    await page.setViewportSize(viewport);
    for (const fault of await told(session)) found.add(fault);
  }
  await session.detach();
  return [...found];
}

async function told(session) {
  const { root } = await session.send('DOM.getDocument', { depth: -1 });
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const byElement = new Map(nodes.map((node) => [node.backendDOMNodeId, node]));
  const ax = (element) => byElement.get(element.backendNodeId);
  const figures = descendants(root).filter((element) => element.localName === 'figure' && Object.keys(PICTURES).some((kind) => hasClass(element, kind)));
  const inFigures = new Set(figures.flatMap((figure) => descendants(figure)));
  const loose = descendants(root).filter((element) => element.localName === 'svg' && !inFigures.has(element));
  return [
    ...figures.flatMap((figure) => figureFaults(figure, ax, byId)),
    ...loose.flatMap((svg) => looseFaults(ax(svg), byId)),
  ];
}

function figureFaults(figure, ax, byId) {
  const called = attribute(figure, 'id') ?? '(no id)';
  const heading = descendants(figure).find((element) => /^h[1-6]$/.test(element.localName));
  const title = heading ? accessibleName(ax(heading)) : '';
  const faults = [];
  const node = ax(figure);
  if (role(node) !== 'figure') faults.push(`has the role "${role(node)}"`);
  if (accessibleName(node) !== title) faults.push(`is named "${accessibleName(node)}", its heading is "${title}"`);
  const pictures = descendants(figure).filter((element) => element.localName === 'svg').map(ax).filter(isTold);
  const expected = Object.entries(PICTURES).find(([kind]) => hasClass(figure, kind))[1];
  if (pictures.length !== expected) faults.push(`${pictures.length} pictures are announced, expected ${expected}`);
  for (const picture of pictures) {
    const picturesName = accessibleName(picture);
    if (!['image', 'img'].includes(role(picture))) faults.push(`its drawing has the role "${role(picture)}"`);
    if (!picturesName) faults.push('its picture has no name');
    if (picturesName && picturesName === title) faults.push('its picture has the same name as its heading');
    if (picture.description?.value) faults.push(`its picture has a description as well: "${picture.description.value}"`);
    const inside = exposed(picture, byId);
    if (inside.length) faults.push(`${inside.length} parts inside its picture are announced, first "${inside[0]}"`);
  }
  return faults.map((fault) => `figure ${called}: ${fault}`);
}

/** A small picture beside text is either hidden or an image with a name. */
function looseFaults(node, byId) {
  if (!node) return [];
  const inside = exposed(node, byId);
  if (!isTold(node)) return inside.length ? [`a picture outside a figure lets "${inside[0]}" be announced`] : [];
  const named = ['image', 'img'].includes(role(node)) && accessibleName(node) && inside.length === 0;
  return named ? [] : ['a picture outside a figure is neither hidden nor an image with a name'];
}

function exposed(node, byId) {
  return (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean).flatMap((child) => [
    ...(isTold(child) ? [accessibleName(child) || role(child)] : []),
    ...exposed(child, byId),
  ]);
}

function isTold(node) {
  return Boolean(node) && !node.ignored && !['none', 'generic', 'InlineTextBox'].includes(role(node));
}

function role(node) {
  return node?.role?.value ?? '';
}

function accessibleName(node) {
  return (node?.name?.value ?? '').replace(/\s+/g, ' ').trim();
}

function descendants(element) {
  return (element.children ?? []).flatMap((child) => [child, ...descendants(child)]);
}

function attribute(element, wanted) {
  const pairs = element.attributes ?? [];
  const at = pairs.findIndex((word, place) => place % 2 === 0 && word === wanted);
  return at < 0 ? undefined : pairs[at + 1];
}

function hasClass(element, wanted) {
  return (attribute(element, 'class') ?? '').split(/\s+/).includes(wanted);
}
