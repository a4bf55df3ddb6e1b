// Browsers of people: at a desk, on a phone; what they do everywhere.
import { chromium } from 'playwright-core';
import { fault } from './faults.js';

export const password = 'trời xanh mây trắng';
export const desk = { viewport: { width: 1366, height: 768 } };
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });

/* A page in a browser of its own.  What the page's console and script complain of are faults; `refusals`:
 * answers of 4xx that are meant; so is a connection that a journey cuts. */
export async function open(browser, device, options = {}) {
  const context = await browser.newContext({ ...device, locale: 'vi-VN', reducedMotion: 'reduce', acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ 4\d\d \(|ERR_INTERNET_DISCONNECTED/.test(message.text())) fault(`console: ${message.text()} at ${page.url()}`);
  });
  page.on('pageerror', (error) => fault(`script: ${error.message} at ${page.url()}`));
  return page;
}

export async function logIn(page, origin, login, secret = password) {
  await page.goto(`${origin}/dang-nhap`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(secret);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/dang-nhap'));
}

export async function logOut(page) {
  await page.locator('.tools details.menu-of summary').click();
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.waitForURL(/dang-nhap/);
}

/* Fills fields of the page's main part by their names. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) await page.locator(`main [name="${name}"]`).fill(value);
}

export const text = (page) => page.locator('main').innerText();
