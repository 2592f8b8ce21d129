// The list of what is asserted about every page. Each check is a file in checks/ that exports its `name`
// and `faults(visit)`: in goes an open page, out come sentences, one for each thing that is wrong.
// The page is wide, light and on screen when a check begins, whatever the check before it did.

import * as quiet from './checks/quiet.mjs';
import * as policy from './checks/policy.mjs';
import * as outline from './checks/outline.mjs';
import * as skipLink from './checks/skip-link.mjs';
import * as width from './checks/width.mjs';
import * as charts from './checks/charts.mjs';
import * as names from './checks/names.mjs';
import * as lettering from './checks/lettering.mjs';
import * as print from './checks/print.mjs';
import * as forcedColours from './checks/forced-colours.mjs';
import * as axe from './checks/axe.mjs';

export const CHECKS = [
  policy, outline, skipLink, width, charts, names, lettering, print, forcedColours,
  quiet, // what the page asked for in any of the modes above counts, but not what axe does to it
  axe,
];
