// Forms sent as their pages would send them, without drawing the page: what a whole school hands in would take a mouse hours.
import { fault } from './faults.js';

const csrf = new WeakMap(); // page → the token of its forms

async function token(page, origin) {
  if (!csrf.has(page)) csrf.set(page, hidden(await read(page, `${origin}/tai-khoan-cua-toi`), 'csrf'));
  return csrf.get(page);
}

/* The page at the address, as its text. */
export const read = async (page, address) => (await page.request.get(address, { headers: { Accept: 'text/html' } })).text();

/* The value of the page's first hidden field of that name. */
export const hidden = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/* `fields`: pairs, a name may come twice; `files`: field → { name, mimeType, buffer }.  Returns where it leads to. */
export async function send(page, address, fields, files) {
  const body = new FormData(), options = { maxRedirects: 0, headers: { Accept: 'text/html' } };
  for (const [name, value] of [...fields, ['csrf', await token(page, new URL(address).origin)]]) body.append(name, value);
  for (const [name, { name: called, mimeType, buffer }] of Object.entries(files ?? {})) body.append(name, new File([buffer], called, { type: mimeType }));
  const answer = await page.request.post(address, files ? { ...options, multipart: body } : { ...options, form: body });
  if (answer.status() !== 303) fault(`${address}: ${answer.status()} ${/<p class="error"[^>]*>[^<]*|class="problem[^<]*/.exec(await answer.text())?.[0]}`);
  return answer.headers().location;
}
