// People at work in a browser, against the real server.
// usage: node journey.js NAME DVHT SHOTS     (NAME: a file of journeys/)
// exit 0: done, nothing to say; 1: faults, printed one a line; 2: could not run
import { mkdirSync } from 'node:fs';
import { launch } from './lib/browser.js';
import { fault, told } from './lib/faults.js';
import { glancing, looking } from './lib/look.js';
import { serve } from './lib/serve.js';

const [name, dvht, shots] = process.argv.slice(2);
const { prepare, journey } = await import(`./journeys/${name}.js`);
mkdirSync(shots, { recursive: true });
let server = null, browser = null;
try {
  server = await serve(dvht, prepare && ((data) => prepare(dvht, data)));
  browser = await launch();
  await journey({ browser, server, origin: server.origin, look: looking(shots), glance: glancing(shots) });
} catch (error) {
  fault(`stopped: ${error.stack}`);
} finally {
  await browser?.close();
  await server?.stop();
}
for (const text of told()) console.log(text);
process.exitCode = told().length > 0 ? 1 : 0;
