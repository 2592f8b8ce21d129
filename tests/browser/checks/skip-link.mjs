// In: a page that nobody has touched. Out: whether its first Tab stop is a skip link that can be seen, and
// that takes the reader of the keyboard into the main part.

export const name = 'skip-link';

export async function faults({ page }) {
  await page.keyboard.press('Tab');
  const link = await page.evaluate(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const inView = box.width > 1 && box.height > 1 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth;
    return { tag: element.localName, href: element.getAttribute('href') ?? '', inView };
  });
  if (link.tag !== 'a' || !/^#./.test(link.href)) {
    return [`the first Tab stop is <${link.tag}${link.href && ` href="${link.href}"`}>, not a skip link`];
  }
  const found = link.inView ? [] : ['the skip link cannot be seen when it has the focus'];

  await page.keyboard.press('Enter');
  const target = await page.evaluate((href) => {
    const element = document.getElementById(decodeURIComponent(href.slice(1)));
    return { exists: element !== null, main: Boolean(element?.closest('main')), here: location.hash === href };
  }, link.href);
  if (!target.exists) return [...found, `the skip link's target ${link.href} does not exist`];
  if (!target.here) found.push(`the skip link does not lead to ${link.href}`);
  if (!target.main) found.push(`the skip link's target ${link.href} is not in <main>`);

  await page.keyboard.press('Tab');
  const behind = await page.evaluate((href) => {
    const element = document.getElementById(decodeURIComponent(href.slice(1)));
    const active = document.activeElement;
    if (active === document.body) return false;
    return Boolean(element.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_PRECEDING);
  }, link.href);
  if (behind) found.push('after the skip link the next Tab stop lies before its target');
  await page.evaluate(() => document.activeElement?.blur?.());
  return found;
}
