// In: the faultless fixture. Out: a site broken on purpose, and for every fault the start of the line that must
// report it (`page: check`) with the words that must be in it.

import { chart, CSS, goodSite, page, PICTURE } from './fixture.mjs';

export function brokenSite() {
  const files = goodSite();
  const expected = [];

  for (const [name, { html, css, others, faults }] of Object.entries({ ...PAGES, ...figurePages() })) {
    const home = css ? './' : '../';
    files[`${name}/index.html`] = html(page(`About ${name}`, home, BODY)).replaceAll(`href="./"`, 'href="../"').replaceAll('href="./burglary', 'href="../burglary');
    files[`${name}/trend.csv`] = 'area,rate\n';
    if (css) files[`${name}/site.css`] = css(CSS);
    for (const [path, text] of Object.entries(others ?? {})) files[`${name}/${path}`] = text;
    for (const [check, pattern] of faults) expected.push([`${name}/index.html: ${check}`, pattern]);
  }

  files['index.html'] = edit('href="./site.css"', 'href="/site.css"')(files['index.html']);
  expected.push(['index.html: links', /\/site\.css is not relative/]);
  expected.push(['index.html: from-disk', /request failed: file:\/\/\/site\.css/]);
  expected.push(['index.html: from-disk', /console error/]);
  files['404.html'] = edit('href="/site.css"', 'href="site.css"')(files['404.html']);
  expected.push(['404.html: shown-at-depth', /request failed: .*no\/such\/page\/site\.css/]);
  expected.push(['404.html: shown-at-depth', /console error/]);
  return { files, expected };
}

const BODY = `<h2>Figures</h2>\n${chart('trend', 1)}`;

/** Replaces a text that must be there: a fault that was not made would not be missed. */
function edit(from, to) {
  return (text) => {
    if (!text.includes(from)) throw new Error(`the fixture does not hold ${from}`);
    return text.replaceAll(from, to);
  };
}

const same = (text) => text;
const append = (more) => edit('</main>', `${more}</main>`);
const rules = (more) => (css) => css + more;

const PAGES = {
  document: {
    html: (text) => append('<h1>Again</h1><h4 id="main">Deep</h4><h2></h2>')(edit(' lang="en"', '')(text)),
    faults: [
      ['outline', /no lang/],
      ['outline', /2 <h1>/],
      ['outline', /<h4> "Deep" follows level 1/],
      ['outline', /<h2> is empty/],
      ['outline', /id "main" is used 2 times/],
      ['axe', /html-has-lang/],
      ['axe', /page-has-heading-one|empty-heading|heading-order|duplicate-id|region/],
    ],
  },
  'no-main': {
    html: (text) => edit('<title>About no-main</title>', '<title></title>')(edit('<main id', '<div id')(edit('</main>', '</div>')(text))),
    faults: [['outline', /no title/], ['axe', /document-title/], ['outline', /0 <main>/], ['skip-link', /not in <main>/], ['axe', /landmark|region/]],
  },
  'no-skip-link': {
    html: edit('<a class="skip" href="#main">Skip to main content</a>', ''),
    faults: [['skip-link', /first Tab stop is <a href="..\/">, not a skip link/]],
  },
  'skip-link-to-nowhere': {
    html: edit('href="#main"', 'href="#content"'),
    faults: [['skip-link', /target #content does not exist/], ['links', /#content names an id/], ['axe', /skip-link/]],
  },
  'skip-link-unseen': {
    html: same,
    css: rules('.skip:focus { left: -999px; }'),
    faults: [['skip-link', /cannot be seen/]],
  },
  'too-wide-for-a-phone': {
    html: append('<p class="broad">Broad</p>'),
    css: rules('.broad { width: 30rem; }'),
    faults: [['width', /by \d+ px at 320 px: <p\.broad> ends at 4\d\d px/]],
  },
  'too-wide': {
    html: append('<p class="broad">Broad</p>'),
    css: rules('.broad { width: 100rem; }'),
    faults: [['width', /at 1280 px: <p\.broad>/], ['width', /at 320 px: <p\.broad>/]],
  },
  loud: {
    html: (text) => append('<p style="color: red">Red</p>')(edit('</head>', '<script src="loud.js"></script></head>')(text)),
    others: { 'loud.js': "console.error('a loud error'); throw new Error('a thrown error');" },
    faults: [['quiet', /violation: style-src-attr/], ['quiet', /console error: .*inline style/i], ['quiet', /console error: a loud error/], ['quiet', /console error: a thrown error/]],
  },
  foreign: {
    // A page without a policy may ask anybody for anything.
    html: (text) => append('<img src="http://elsewhere.example/pixel.png" alt="">')(text).replace(/<meta http-equiv.*\n/, ''),
    faults: [
      ['policy', /0 Content-Security-Policy elements/],
      ['quiet', /another origin: http:\/\/elsewhere/],
      ['quiet', /request failed: http:\/\/elsewhere/],
      ['quiet', /console error/],
    ],
  },
  policy: {
    html: (text) => edit('<meta charset="utf-8">', '<meta charset="utf-8"><link rel="author" href="../">')(edit("style-src 'self'", "style-src 'self' 'unsafe-inline'")(edit(" base-uri 'none';", '')(text))),
    faults: [['policy', /lacks base-uri/], ['policy', /<link> stands before/], ['policy', /allows style-src 'self' 'unsafe-inline'/]],
  },
  links: {
    html: append('<p><a href="../nowhere/">One</a>, <a href="../burglary/#nothing">two</a>, <a href="lost.csv">three</a>, <a href="/burglary/">four</a>, <a href="#">five</a>, <a href="http://[">six</a>.</p><img src="lost.png" alt="Lost">'),
    faults: [
      ['links', /\.\.\/nowhere\/ does not land \(HTTP 404\)/],
      ['links', /#nothing names an id/],
      ['links', /lost\.csv does not land/],
      ['links', /lost\.png does not land/],
      ['links', /\/burglary\/ is not relative/],
      ['links', /"#" goes nowhere/],
      ['links', /http:\/\/\[ is not an address/],
      ['quiet', /request failed: .*lost\.png/],
      ['quiet', /console error/],
    ],
  },
  paper: {
    html: same,
    css: (css) => edit('@media print {', '@media (min-width: 999999px) {')(css),
    faults: [
      ['print', /trend: its data are not printed/],
      ['print', /<nav> is printed/],
      ['print', /text is printed in/],
      ['print', /paper is printed/],
      ['print', /trend: "Sandwell" is printed in/],
    ],
  },
  'forced-colours': {
    html: same,
    css: (css) => edit('svg text { fill: CanvasText; }', '')(css),
    faults: [['forced-colours', /trend: .* expected CanvasText .* on a light ground/], ['forced-colours', /on a dark ground/]],
  },
  axe: {
    html: append('<p class="pale">Pale</p><p class="murky">Murky</p><p class="small"><a href="../">a</a><br><a href="../burglary/">b</a></p>'),
    css: rules('.pale { color: #999; } .small { font-size: 6px; line-height: 8px; } @media (prefers-color-scheme: dark) { .pale { color: #ddd; } .murky { color: #444; } }'),
    faults: [
      ['axe', /color-contrast \(light\): .*\.pale$/],
      ['axe', /color-contrast \(dark\): .*\.murky$/],
      ['axe', /target-size \(light\)/],
      ['axe', /target-size \(dark\)/],
      ['axe', /target-size \(narrow\)/],
    ],
  },
};

const VISIBLE = '<g aria-hidden="true">';
const SUMMARY = '<p class="summary">Sandwell 11.1, Solihull 10.1.</p>';
const ROW = '<tr><th scope="row">Solihull</th><td>10.1</td></tr>';

/** Faults of a figure, by its id: how it is made, and the checks that must name it. */
const FIGURES = {
  'f-heading': [(text) => text.replace(/<h3.*h3>/, ''), ['charts', /has no heading/]],
  'f-id': [edit('<figure class="chart" id="f-id"', '<figure class="chart"'), ['charts', /number \d+: has no id/]],
  'f-summary': [edit(SUMMARY, ''), ['charts', /has no \.summary/]],
  'f-details': [(text) => text.replace(/<details>[^]*<\/details>/, ''), ['charts', /has no <details>/]],
  'f-table': [(text) => text.replace(/<div role="region"[^]*<\/div><\/details>/, '<p>None.</p></details>'), ['charts', /neither a table nor a link/]],
  'f-caption': [(text) => text.replace(/<caption.*caption>/, ''), ['charts', /table has no caption/]],
  'f-scope': [edit('<th scope="col">', '<th>'), ['charts', /2 <th> without scope, first "Area"/], ['charts', /no column heading/]],
  'f-rows': [edit(ROW, ROW.repeat(61)), ['charts', /table of 62 rows comes before the link/]],
  'f-source': [edit('Source: ', 'From '), ['charts', /does not say Source/]],
  'f-figcaption': [(text) => edit('</figcaption>', '</p>')(edit('<figcaption>', '<p>')(text)), ['charts', /has no <figcaption>/]],
  'f-csv': [(text) => text.replace(/<a href="[^"]*csv">/, '<a href="../">'), ['charts', /no link to a \.csv/]],
  'f-size': [edit('viewBox="0 0 320', 'width="320" viewBox="0 0 320'), ['charts', /fixed width/]],
  'f-viewbox': [edit(' viewBox="0 0 680 100"', ''), ['charts', /no viewBox/]],
  'f-title': [edit(VISIBLE, `<title>Bars</title>${VISIBLE}`), ['charts', /holds a <title>/], ['names', /description as well: "Bars"/]],
  'f-refers': [edit(VISIBLE, `${VISIBLE}<use href="../burglary/areas.csv#a"/>`), ['charts', /refers to \.\.\/burglary/]],
  'f-tabstop': [edit('<rect class="bar"', '<rect tabindex="0" class="bar"'), ['charts', /<rect> has tabindex/], ['axe', /aria-hidden-focus/]],
  'f-two': [edit('class="wide"', 'class="both"'), ['charts', /2 visible drawings, expected 1 at 320/], ['names', /2 pictures are announced/], ['lettering', /px high.* at 320 px/]],
  'f-none': [edit('class="wide"', 'class="gone"'), ['charts', /0 visible drawings, expected 1 at 1280/], ['names', /0 pictures are announced/]],
  'f-inside': [edit(VISIBLE, '<g>'), ['names', /4 parts inside its picture are announced, first "Sandwell"/]],
  'f-unnamed': [edit(` aria-label="${PICTURE}"`, ''), ['names', /its picture has no name/], ['axe', /svg-img-alt/]],
  'f-twice': [edit(PICTURE, 'Figure 7: Sandwell has the highest rate'), ['names', /same name as its heading/]],
  'f-role': [edit(' role="img"', ''), ['charts', /no role="img"/]],
  'f-document': [edit('role="img"', 'role="graphics-document"'), ['charts', /no role="img"/], ['names', /its drawing has the role "graphics-document"/]],
  'f-called': [(text) => text.replace(/ aria-labelledby="[^"]*-h"/, ' aria-label="Chart"'), ['names', /is named "Chart", its heading is "Figure 7/]],
  'f-nameless': [(text) => text.replace(/ aria-labelledby="[^"]*-h"/, ''), ['names', /is named "", its heading is/]],
  'f-tiny': [edit('<text x="10" y="30">', '<text class="tiny" x="10" y="30">'), ['lettering', /"Sandwell" is \d+\.\d px high, expected 12/]],
  'f-turned': [edit('<text x="10" y="30">', '<text transform="rotate(5)" x="10" y="30">'), ['lettering', /not horizontal/]],
  'f-out': [edit('<text x="10" y="30">', '<text x="-20" y="30">'), ['lettering', /"Sandwell" reaches .* px out of its drawing/]],
  'f-on': [edit('x="10" y="80"', 'x="20" y="35"'), ['lettering', /"Sandwell" lies on "Solihull"/]],
  'f-pale': [edit('<text x="10" y="30">', '<text class="pale" x="10" y="30">'), ['lettering', /"Sandwell" has a contrast of .* in light mode/]],
  'f-murky': [edit('<text x="10" y="30">', '<text class="murky" x="10" y="30">'), ['lettering', /"Sandwell" has a contrast of .* in dark mode/]],
  'f-covered': [edit('<text x="10" y="30">', '<text x="110" y="30">'), ['lettering', /"Sandwell" has a contrast of .* in light mode/], ['lettering', /"Sandwell" has a contrast of .* in dark mode/]],
};

const FIGURE_CSS = 'svg.both { display: block; } svg.gone { display: none; } svg text.tiny { font-size: 9px; } svg.narrow text.tiny { font-size: 9px; } svg text.pale { fill: color(srgb 0.6 0.6 0.6); } svg text.murky { fill: #0b0c0c; } '
  + '@media (prefers-color-scheme: dark) { svg text.pale { fill: #fff; } svg text.murky { fill: #333; } } @media print { svg text { fill: #000 !important; } } @media (forced-colors: active) { svg text { fill: CanvasText !important; } }';

function figurePages() {
  const figures = Object.entries(FIGURES).map(([id, [break_]]) => {
    const whole = chart(id, 7).replaceAll(/href="[^"]*csv"/g, 'href="trend.csv"').replaceAll(', figure 7', `, ${id}`);
    const broken = break_(whole);
    if (broken === whole) throw new Error(`${id} is not broken`);
    return broken;
  });
  const loose = '<p><svg viewBox="0 0 280 50"><text x="9" y="30">Loose</text></svg> <svg class="tick" aria-hidden="true" viewBox="0 0 10 10"><path d="M0 0h9"/></svg></p>';
  const faults = Object.entries(FIGURES).flatMap(([id, [, ...found]]) =>
    found.map(([check, pattern]) => [check, ['axe'].includes(check) || id === 'f-id' ? pattern : new RegExp(`figure ${id}: .*${pattern.source}|figure ${id}: ${pattern.source}`)]));
  return {
    figures: {
      html: edit(BODY, `<h2>Figures</h2>${figures.join('\n')}`),
      css: rules(FIGURE_CSS),
      faults,
    },
    loose: { html: append(loose), css: rules('p svg { width: 100%; }'), faults: [['names', /outside a figure/]] },
  };
}
