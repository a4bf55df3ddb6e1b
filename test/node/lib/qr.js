// What a phone's camera reads from a printed page, and from a screen.
import { execFileSync } from 'node:child_process';
import jsqr from 'jsqr';

/* The text of the QR code on the first page of a PDF; NULL if none is found. */
export function readQr(pdf) {
  const picture = execFileSync('pdftoppm', ['-r', '120', '-f', '1', '-l', '1', pdf], { maxBuffer: 1 << 27 });
  const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+\d+\s/.exec(picture.subarray(0, 64).toString('latin1'));
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let from = head.length, to = 0; from < picture.length; from += 3, to += 4) pixels.set([picture[from], picture[from + 1], picture[from + 2], 255], to);
  return jsqr(pixels, Number(width), Number(height))?.data ?? null;
}

/* The text of the QR code that is to be seen there on the page. */
export async function readQrOnScreen(page, locator) {
  const picture = (await locator.screenshot()).toString('base64');
  const { width, height, pixels } = await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0)), bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const sheet = new OffscreenCanvas(bitmap.width, bitmap.height), pen = sheet.getContext('2d');
    pen.drawImage(bitmap, 0, 0);
    return { width: bitmap.width, height: bitmap.height, pixels: [...pen.getImageData(0, 0, bitmap.width, bitmap.height).data] };
  }, picture);
  return jsqr(Uint8ClampedArray.from(pixels), width, height)?.data ?? null;
}
