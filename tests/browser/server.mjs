// In: the folder of a built site and the path it is to be served under (`/` or `/project/`).
// Out: a web server on 127.0.0.1 that answers as GitHub Pages does: index.html for a folder, a redirect
// to the final slash, 404.html for what is missing. It never reads outside the folder.

import { createServer } from 'node:http';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
};

/** Returns `{origin, base, close}`; `base` is the full address of the site's front page. */
export async function serve(folder, path = '/') {
  const server = createServer((request, response) => {
    const { status, headers, body } = answer(folder, path, request.url);
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { origin, base: origin + path, close };
}

/** The answer to one address: status, headers, body. Also used to see whether a link lands. */
export function answer(folder, path, address) {
  const pathname = decode(new URL(address, 'http://127.0.0.1').pathname);
  const below = pathname?.startsWith(path) ? pathname.slice(path.length) : null;
  const file = below === null ? null : fileBelow(folder, below);
  if (file === null) return notFound(folder);
  if (!statSync(file).isDirectory()) return page(200, file);
  if (!pathname.endsWith('/')) return { status: 301, headers: { location: `${pathname}/` }, body: '' };
  const index = join(file, 'index.html');
  return existsSync(index) ? page(200, index) : notFound(folder);
}

function decode(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

function fileBelow(folder, below) {
  const root = realpathSync(folder);
  const file = join(root, below);
  if (below.includes('\0') || !existsSync(file)) return null;
  const real = realpathSync(file);
  return real === root || real.startsWith(root + sep) ? real : null;
}

function notFound(folder) {
  const own = join(folder, '404.html');
  if (existsSync(own)) return page(404, own);
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' };
}

function page(status, file) {
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return { status, headers: { 'content-type': type }, body: readFileSync(file) };
}
