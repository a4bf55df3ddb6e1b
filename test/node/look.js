// Opens pages in Chromium as the server would send them, strict Content-Security-Policy included, and
// reports what a person would trip over.
// usage: node look.js PAGES STATIC FONTS [SHOTS]
//   PAGES: folder of *.html; STATIC: data/ui/static; FONTS: folder of inter-*.woff2; SHOTS: where to keep pictures
// exit 0: nothing to say; 1: faults, printed one a line; 2: could not run
import { readFileSync, readdirSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

const [pages, statics, fonts, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const types = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
const looks = [
  { name: 'desktop', width: 1366, height: 768, theme: 'light', axe: true },
  { name: 'dark', width: 1366, height: 768, theme: 'dark', axe: true },
  { name: 'phone', width: 360, height: 740, theme: 'light', axe: true },
  { name: 'phone-dark', width: 360, height: 740, theme: 'dark', axe: true },
  { name: 'small', width: 320, height: 640, theme: 'light' },
  { name: 'plain', width: 320, height: 640, theme: 'light', plain: true },
];
const faults = [];

function serve(route) {
  const path = new URL(route.request().url()).pathname;
  const name = path.split('/').pop();
  const file = path.startsWith('/tep/')
    ? [statics, fonts].map((folder) => join(folder, name)).find(existsSync)
    : join(pages, `${name}.html`);
  if (!file || !existsSync(file)) return route.fulfill({ status: 404, body: '' });
  const headers = { 'Content-Security-Policy': policy, 'Content-Type': types[extname(file)] ?? 'text/html; charset=utf-8' };
  return route.fulfill({ status: 200, headers, body: readFileSync(file) });
}

async function look(browser, name, how) {
  const context = await browser.newContext({
    viewport: { width: how.width, height: how.height }, colorScheme: how.theme, reducedMotion: 'reduce',
    javaScriptEnabled: !how.plain, hasTouch: how.width < 720, locale: 'vi-VN',
  });
  const place = `${name} (${how.name})`;
  await context.route('**/*', serve);
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && faults.push(`${place}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${place}: ${error.message}`));
  await page.goto(`http://ui.test/${name}`, { waitUntil: 'load' });
  if (shots) await page.screenshot({ path: join(shots, `${name}.${how.name}.png`), fullPage: true });
  if (how.plain) return context.close();
  await page.evaluate(() => document.fonts.ready);
  if (!(await page.evaluate(() => [...document.fonts].some((font) => font.status === 'loaded'))))
    faults.push(`${place}: the page's own font was not used`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) faults.push(`${place}: ${wide} px too wide`);
  if (how.axe) {
    await page.evaluate(axe);
    const result = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    for (const rule of result.violations)
      for (const node of rule.nodes) faults.push(`${place}: ${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`);
  }
  return context.close();
}

try {
  if (shots) mkdirSync(shots, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const only = process.env.ONLY ? new RegExp(process.env.ONLY) : /./;
  for (const file of readdirSync(pages).filter((name) => name.endsWith('.html') && only.test(name)).sort())
    for (const how of looks) await look(browser, file.slice(0, -5), how);
  await browser.close();
} catch (error) {
  console.error(String(error));
  process.exit(2);
}
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
