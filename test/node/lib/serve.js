// The server under test on a folder of its own.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from './faults.js';

/* Started, and ready.  `prepare (folder)`: what is to stand in its data folder before. */
export async function serve(dvht, prepare = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dvht-journey-')), data = join(folder, 'data');
  await prepare(data);
  const server = spawn(dvht, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  server.stdout.setEncoding('utf8');
  const ready = /listening on (\S+)/;
  await new Promise((resolve, reject) => {
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    server.stdout.on('data', (piece) => {
      text += piece;
      if (ready.test(text)) setTimeout(resolve, text.includes('/thiet-lap?ma=') ? 0 : 200);
    });
  });
  return {
    folder,
    data,
    run: (...words) => execFileSync(dvht, words, { encoding: 'utf8' }), // the program's commands, while it serves
    origin: ready.exec(text)[1],
    setup: /(http\S+\/thiet-lap\?ma=\S+)/.exec(text)?.[1], // of the first run
    async stop() {
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGTERM');
      expect((await ended) === 0, 'the server did not end well');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
