// In: the folder of a built site.
// Out: the paths of its files that end in a given way, in order, with `/` between the parts.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export function filesBelow(folder, ending) {
  return walk(folder, '').filter((path) => path.endsWith(ending)).sort();
}

function walk(root, below) {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below ? `${below}/${entry.name}` : entry.name;
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}
