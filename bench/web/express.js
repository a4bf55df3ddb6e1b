// The people page and a durable save by Express and better-sqlite3, for comparison.
// usage: node express.js DATABASE PORT   (one process a core, as its users would run it)
import cluster from 'node:cluster';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import Database from 'better-sqlite3';
import express from 'express';

const [file, port] = process.argv.slice(2);
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => (text ?? '').replace(/[&<>"']/g, (c) => escapes[c]);

function serve() {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 30000');
  const session = db.prepare(
    "SELECT s.unit_id, s.account_id FROM secret s JOIN account a ON a.unit_id = s.unit_id AND a.id = s.account_id " +
      "WHERE s.hash = ? AND s.kind = 'session' AND s.ended_at IS NULL AND s.expires_at > ? AND a.state = 'active'");
  const roles = db.prepare('SELECT role FROM role_grant WHERE unit_id = ? AND account_id = ?');
  const people = db.prepare(
    "SELECT id, code, name, birth_date, position, department, email, version FROM person " +
      "WHERE unit_id = ? AND state = 'active' ORDER BY sort_key, id LIMIT 60");
  const save = db.prepare('UPDATE person SET phone = ?, version = version + 1 WHERE unit_id = ? AND id = ?');

  const identify = (request, response, next) => {
    const token = /(?:^|; )dvht=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const found = session.get(createHash('sha256').update(token).digest(), Date.now() * 1000);
    if (!found) return response.status(303).redirect('/dang-nhap');
    const held = roles.all(found.unit_id, found.account_id).map((row) => row.role);
    if (!held.some((role) => ['administrator', 'head', 'secretary', 'leader', 'member'].includes(role)))
      return response.status(403).send('403');
    request.unit = found.unit_id;
    next();
  };

  const app = express();
  app.disable('x-powered-by');
  app.get('/nguoi', identify, (request, response) => {
    let html = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Người</title><body><table>';
    for (const row of people.all(request.unit))
      html +=
        `<tr><td>${escape(row.code)}</td><td><a href="/nguoi/${row.id}">${escape(row.name)}</a></td>` +
        `<td>${escape(row.birth_date)}</td><td>${escape(row.position)}</td><td>${escape(row.department)}</td>` +
        `<td>${escape(row.email)}</td></tr>`;
    response.type('html').send(html + '</table></body></html>');
  });
  app.post('/nguoi/:id', identify, express.urlencoded({ extended: false }), (request, response) => {
    save.run(request.body.phone, request.unit, Number(request.params.id));
    response.redirect(303, '/nguoi');
  });
  app.listen(Number(port), '127.0.0.1');
}

if (cluster.isPrimary) for (let i = 0; i < availableParallelism(); i++) cluster.fork();
else serve();
