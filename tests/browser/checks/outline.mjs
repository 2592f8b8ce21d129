// In: a page. Out: what is wrong with its skeleton: language, title, main region, headings, ids.

export const name = 'outline';

export async function faults({ page }) {
  return page.evaluate(() => {
    const found = [];
    if (!document.documentElement.lang) found.push('<html> has no lang');
    if (!document.title.trim()) found.push('the page has no title');
    const mains = document.querySelectorAll('main').length;
    if (mains !== 1) found.push(`${mains} <main> elements, expected 1`);

    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
    const tops = headings.filter((heading) => heading.localName === 'h1').length;
    if (tops !== 1) found.push(`${tops} <h1> elements, expected 1`);
    let previous = 0;
    for (const heading of headings) {
      const level = Number(heading.localName[1]);
      const text = heading.textContent.trim().slice(0, 60);
      if (level > previous + 1) found.push(`<${heading.localName}> "${text}" follows level ${previous || 'none'}`);
      if (!text) found.push(`<${heading.localName}> is empty`);
      previous = level;
    }

    const ids = new Map();
    for (const { id } of document.querySelectorAll('[id]')) ids.set(id, (ids.get(id) ?? 0) + 1);
    for (const [id, times] of ids) {
      if (times > 1) found.push(`id "${id}" is used ${times} times`);
      if (id === '' || /\s/.test(id)) found.push(`id "${id}" is empty or has a space in it`);
    }
    return found;
  });
}
