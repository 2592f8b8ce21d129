// In: a page that has been looked at. Out: every policy violation, console error, failed request and request
// to another origin that it caused.

export const name = 'quiet';

export async function faults({ page, seen }) {
  const violations = await page.evaluate(() => globalThis.policyViolations);
  return [
    ...violations.map((what) => `Content-Security-Policy violation: ${what}`),
    ...seen.console.map((text) => `console error: ${firstLine(text)}`),
    ...seen.failed.map((what) => `request failed: ${what}`),
    ...seen.foreign.map((url) => `request to another origin: ${url}`),
  ];
}

function firstLine(text) {
  return text.split('\n')[0].slice(0, 200);
}
