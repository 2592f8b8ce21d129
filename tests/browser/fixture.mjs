// In: nothing. Out: the files of a small site without a fault, by path: the smallest pages that have all a
// report's pages must have. The self-test breaks it in one place at a time.

export const CSS = `
:root { color-scheme: light dark; --ground: #ffffff; --ink: #0b0c0c; --link: #12436d; --s1: #12436d; --grid: #d9d9d9; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0b0c0c; --ink: #f3f2f1; --link: #b5dbf9; --s1: #b5dbf9; --grid: #3d3d3d; }
}
@media print {
  :root { color-scheme: light; --ground: #ffffff; --ink: #0b0c0c; --link: #12436d; --s1: #12436d; --grid: #d9d9d9; }
  nav, .skip { display: none; }
  details::details-content { content-visibility: visible; }
}
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 Arial, "Liberation Sans", Arimo, Helvetica, sans-serif; }
a { color: var(--link); }
nav a { display: inline-block; padding: .5rem; }
summary { padding: .5rem 0; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 0; top: 0; padding: .5rem; background: var(--ground); }
figure { margin: 1rem 0; }
[role="region"] { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { text-align: start; padding: .25rem .5rem; }
.frame { container-type: inline-size; }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
svg.wide { display: none; }
@container (min-width: 34rem) { svg.wide { display: block; } svg.narrow { display: none; } }
svg text { fill: var(--ink); font-size: 16px; }
svg.narrow text { font-size: 14px; }
svg .bar { fill: var(--s1); }
@media (forced-colors: active) { svg text { fill: CanvasText; } svg .bar { fill: CanvasText; } }
`;

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
  + "connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'";

const BARS = (width) => `<g aria-hidden="true"><rect class="bar" x="100" y="10" width="${width / 2}" height="30"/>`
  + `<text x="10" y="30">Sandwell</text><text x="${width / 2 + 110}" y="30">11.1</text>`
  + `<rect class="bar" x="100" y="60" width="${width / 3}" height="30"/>`
  + `<text x="10" y="80">Solihull</text><text x="${width / 3 + 110}" y="80">10.1</text></g>`;

export const PICTURE = 'Bar chart of 2 areas. Summary and data table follow.';

export function chart(id, number) {
  return `<figure class="chart" id="${id}" aria-labelledby="${id}-h">
<h3 id="${id}-h">Figure ${number}: Sandwell has the highest rate</h3>
<p class="sub">Burglaries per 1,000 people, year ending June 2019</p>
<div class="frame">
<svg class="wide" role="img" aria-label="${PICTURE}" viewBox="0 0 680 100">${BARS(680)}</svg>
<svg class="narrow" role="img" aria-label="${PICTURE}" viewBox="0 0 320 100">${BARS(320)}</svg>
</div>
<p class="summary">Sandwell 11.1, Solihull 10.1.</p>
<details><summary>Data for figure ${number}</summary>
<div role="region" aria-labelledby="${id}-c" tabindex="0"><table><caption id="${id}-c">Burglaries per 1,000 people, figure ${number}</caption>
<thead><tr><th scope="col">Area</th><th scope="col">Rate</th></tr></thead>
<tbody><tr><th scope="row">Sandwell</th><td>11.1</td></tr><tr><th scope="row">Solihull</th><td>10.1</td></tr></tbody>
</table></div></details>
<figcaption>Source: police recorded crime. <a href="${id}.csv">Data for figure ${number} (CSV, 1 KB)</a></figcaption>
</figure>`;
}

export function page(title, home, body) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${home}site.css">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><nav aria-label="Report"><a href="${home}">Overview</a> <a href="${home}burglary/#trend">Burglary</a></nav></header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${body}
</main>
<footer><p>Published by the board.</p></footer>
</body>
</html>
`;
}

const CSV = 'area,rate\nSandwell,11.1\nSolihull,10.1\n';

export const AIM = page('Burglary', '../', `<section aria-labelledby="figures"><h2 id="figures">Figures</h2>
${chart('trend', 1)}
${chart('areas', 2)}
</section>`);

export function goodSite() {
  return {
    '404.html': page('Page not found', '/', '<p>Try <a href="/">the overview</a>.</p>'),
    'burglary/areas.csv': CSV,
    'burglary/index.html': AIM,
    'burglary/trend.csv': CSV,
    'index.html': page('Performance report', './', '<p>See <a href="burglary/">burglary</a>.</p>'),
    'site.css': CSS,
  };
}
