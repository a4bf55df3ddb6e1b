// The user guide's pictures: which ones its pages name, and of what they tell in “quotation marks”.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, fault } from './faults.js';

const guide = new URL('../../../doc/huong-dan/', import.meta.url).pathname;
const folder = process.env.GUIDE_PICTURES; // where they are to be kept; without it, they are only tried
const kilobytes = 80;

/* File name → the words of the page that its alternative text tells of. */
function named() {
  const found = new Map();
  for (const page of readdirSync(guide).filter((name) => name.endsWith('.md'))) {
    for (const [, told, name] of readFileSync(join(guide, page), 'utf8').matchAll(/!\[([^\]]*)\]\(hinh\/([^)]+)\)/g)) {
      const words = [...told.matchAll(/“([^”]+)”/g)].map((match) => match[1]);
      expect(words.length > 0, `${page}: the text of ${name} names nothing of its page`);
      found.set(name, [...(found.get(name) ?? []), ...words]);
    }
  }
  return found;
}

/* Makes `take (page, name)`; its `end ()` tells of pictures that the guide names and nobody took. */
export function pictures() {
  const wanted = named(), taken = new Set();
  if (folder) mkdirSync(folder, { recursive: true });
  async function take(page, name) {
    const shown = (await page.locator('body').innerText()).toLocaleLowerCase('vi'), words = wanted.get(name);
    taken.add(name);
    if (!words) return fault(`the guide shows no ${name}`);
    for (const word of words) expect(shown.includes(word.toLocaleLowerCase('vi')), `${name}: the page no longer says “${word}”`);
    const picture = await page.screenshot({ type: 'jpeg', quality: 75, ...(folder && { path: join(folder, name) }) });
    return expect(picture.length <= kilobytes * 1024, `${name} has ${picture.length} bytes`);
  }
  take.end = () => {
    for (const name of wanted.keys()) expect(taken.has(name), `nobody takes ${name}, which the guide shows`);
    if (!folder) for (const name of wanted.keys()) expect(readdirSync(join(guide, 'hinh')).includes(name), `hinh/${name} is not there: script/guide-pictures`);
  };
  return take;
}
