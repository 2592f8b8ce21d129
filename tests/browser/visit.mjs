// In: a browser's context and an address.
// Out: a visit: the open page, and everything the browser complained of or asked for while it was open.

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 900 };
export const ON_SCREEN = { media: 'screen', colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' };

/** Opens `address` in a page of its own. */
export async function open(context, address) {
  const page = await context.newPage();
  const seen = listen(page, address);
  await page.addInitScript(() => {
    globalThis.policyViolations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      const what = event.blockedURI || event.sourceFile || 'inline';
      globalThis.policyViolations.push(`${event.effectiveDirective} blocked ${what}`);
    });
  });
  await settle({ page });
  await page.goto(address, { waitUntil: 'load' });
  return { page, address, seen, close: () => page.close() };
}

/** Puts the page back as it was when it was opened. */
export async function settle({ page }) {
  await page.emulateMedia(ON_SCREEN);
  await page.setViewportSize(WIDE);
}

function listen(page, address) {
  const seen = { console: [], failed: [], foreign: [] };
  const origin = new URL(address).origin;
  page.on('console', (message) => {
    // The page itself may be the answer to a missing address, and the icon a browser asks for unbidden
    // belongs to the host: neither is a fault of the page.
    const about = message.location().url;
    const expected = /status of 404/.test(message.text()) && [address, `${origin}/favicon.ico`].includes(about);
    if (message.type() === 'error' && !expected) seen.console.push(message.text());
  });
  page.on('pageerror', (error) => seen.console.push(error.message));
  page.on('requestfailed', (request) => seen.failed.push(`${request.url()} (${request.failure()?.errorText})`));
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== address) {
      seen.failed.push(`${response.url()} (HTTP ${response.status()})`);
    }
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const local = url.protocol === 'data:' || url.origin === origin;
    if (!local) seen.foreign.push(request.url());
  });
  return seen;
}
