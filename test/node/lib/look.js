// Every page looked at: at a desk and on phones, light and dark, on paper, and twice as large.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, fault } from './faults.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }; // what another theme can change
const looks = [
  { width: 1366, height: 768, theme: 'light', rules: all },
  { width: 1366, height: 768, theme: 'dark', rules: colours },
  { width: 360, height: 740, theme: 'light', rules: all },
  { width: 360, height: 740, theme: 'dark', rules: colours },
  { width: 320, height: 640, theme: 'light' },
  { width: 683, height: 384, theme: 'light', zoom: true }, // 1366 × 768 at 200 %
];

/* What sticks to an edge of the window (bars, headings of tables) stands where it belongs, so that it lies over nothing. */
const letGo = (page) => page.evaluate(() => {
  for (const one of document.querySelectorAll('body *')) if (getComputedStyle(one).position === 'sticky') Object.assign(one.style, { position: 'relative', inset: 'auto' });
});

const hold = (page) => page.evaluate(() => {
  for (const one of document.querySelectorAll('[style]')) if (one.style.inset === 'auto') Object.assign(one.style, { position: '', inset: '' });
});

async function checkWidth(page, place) {
  const out = await page.evaluate(() => {
    const room = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - room;
    const wide = [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > room + 1).slice(0, 3);
    const unit = document.querySelector('.top .unit'); // on a phone it takes the lines it needs, of eleven letters at least
    if (unit && getComputedStyle(unit).whiteSpace === 'normal') {
      if (unit.scrollHeight > unit.clientHeight + 1) return 'the unit’s name, which is cut';
      if (unit.clientHeight > 8 + 18 * Math.ceil(unit.textContent.length / 11)) return 'the unit’s name, which has no room';
    }
    return over > 0 ? `${over} px: ${wide.map((one) => one.outerHTML.slice(0, 80)).join(' | ')}` : '';
  });
  expect(out === '', `${place}: sticks out by ${out}`);
}

async function checkRules(page, place, runOnly) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({ id, help, html: nodes[0].html, // all that is told, and half a megabyte less
      onPaper: nodes.every((node) => document.querySelector(node.target[0])?.closest('.to')) }));
  }, runOnly);
  for (const { id, help, html, onPaper } of found) {
    if (onPaper && id === 'heading-order') continue; // a paper's headings are as the regulation has them
    fault(`${place}: ${id} ${help}: ${html.slice(0, 160)}`);
  }
}

/* On paper stands the page, and nothing to press. */
async function checkPaper(page, place, file) {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  const left = await page.evaluate(() => [...document.querySelectorAll('.side, .tools, .filter, main button:not(.sort)')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80)));
  expect(left.length === 0, `${place}: on paper stands ${left[0]}`);
  await page.screenshot({ path: file, fullPage: true });
  await page.emulateMedia({ media: 'screen', colorScheme: 'light', reducedMotion: 'reduce' });
}

const wallLooks = ['light', 'dark'].map((theme) => ({ width: 1920, height: 1080, theme, rules: theme === 'light' ? all : colours }));

async function lookAt(page, name, shots, chosen, paper) {
  const before = page.viewportSize();
  for (const { width, height, theme, rules, zoom } of chosen) {
    const place = `${name} (${width} ${theme})`;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await letGo(page);
    await checkWidth(page, place);
    if (rules) await checkRules(page, place, rules);
    if (zoom) expect(await page.locator('h1').first().isVisible(), `${place}: the heading is lost`);
    await page.screenshot({ path: join(shots, `${name}.${width}.${theme}.jpg`), fullPage: true });
  }
  await hold(page);
  await page.setViewportSize(before);
  if (paper) await checkPaper(page, `${name} (paper)`, join(shots, `${name}.paper.jpg`));
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/* Makes the journey's look (page, name); screenshots go to the folder.  `wall`: as a projector shows it, too. */
export const looking = (shots) => (page, name, { paper = true, wall = false } = {}) => lookAt(page, name, shots, wall ? [...wallLooks, ...looks] : looks, paper);

/* Makes the same for pages that another journey looks at from all sides: once each, at a desk and on a phone by turns. */
export function glancing(shots) {
  const turns = [0, 2, 1, 3].map((one) => ({ ...looks[one], rules: all }));
  let turn = 0;
  return (page, name) => lookAt(page, name, shots, [turns[turn++ % turns.length]], false);
}
