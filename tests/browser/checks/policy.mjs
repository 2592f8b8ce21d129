// In: a page. Out: what is missing from its Content-Security-Policy, and what stands before it: a policy in
// a meta element does not govern what the browser has read by then.

export const name = 'policy';

const NEEDED = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "object-src 'none'"];

export async function faults({ page }) {
  const { policies, before } = await page.evaluate(() => {
    const metas = [...document.head.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]')];
    const children = [...document.head.children];
    const first = children.indexOf(metas[0]);
    const before = children.slice(0, Math.max(first, 0)).filter((element) => !element.matches('meta[charset]'));
    return { policies: metas.map((meta) => meta.content), before: before.map((element) => element.localName) };
  });
  if (policies.length !== 1) return [`${policies.length} Content-Security-Policy elements in the head, expected 1`];
  const directives = policies[0].split(';').map((directive) => directive.trim());
  return [
    ...NEEDED.filter((directive) => !directives.includes(directive)).map((directive) => `policy lacks ${directive}`),
    ...before.map((element) => `<${element}> stands before the policy, which does not govern it`),
    ...directives.filter((directive) => /'unsafe-|\*/.test(directive)).map((directive) => `policy allows ${directive}`),
  ];
}
