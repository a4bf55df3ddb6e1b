// Work by the keyboard alone.
import { expect, fault } from './faults.js';

/* Tab until the element has the focus, as somebody without a mouse does; it must be seen to have it. */
export async function tabTo(page, locator, most = 80) {
  for (let i = 0; i < most; i++) {
    if (await locator.evaluate((element) => element === document.activeElement)) {
      const seen = await locator.evaluate((element) => {
        const shown = (one) => one && getComputedStyle(one).outlineStyle !== 'none';
        return shown(element) || shown(element.nextElementSibling) || element.matches('textarea');
      });
      expect(seen, `no focus to be seen at ${await locator.evaluate((element) => element.outerHTML.slice(0, 120))}`);
      return true;
    }
    await page.keyboard.press('Tab');
  }
  fault(`not reached by Tab: ${locator}`);
  return false;
}

/* Goes there by Tab and presses it. */
export async function pressAt(page, locator, key = 'Enter') {
  if (await tabTo(page, locator)) await page.keyboard.press(key);
}
