// The people page and a durable save by Express and better-sqlite3, for comparison.
// usage: WORKERS=n node express.js DATABASE PORT FRAME
// FRAME: the page as dvht sends it, with {count} and {rows} for what is read from the database.
import cluster from 'node:cluster';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import express from 'express';

const [file, port, frame] = process.argv.slice(2);
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => (text ?? '').replace(/[&<>"']/g, (c) => escapes[c]);
const day = (date) => (date ? `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}` : '');
const [head, middle, foot] = readFileSync(frame, 'utf8').split(/\{count\}|\{rows\}/);

function open() {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 30000');
  return db;
}

// What dvht does on a save: the old values, the change, an event with both in the chain of hashes.
function auditedSave(db, change) {
  const old = db.prepare('SELECT code, name, birth_date, gender, position, department, degree, email, phone FROM person WHERE unit_id = ? AND id = ?');
  const chain = db.prepare('SELECT audit_seq, audit_hash FROM unit WHERE id = ?');
  const event = db.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, 'person.save', 'person', ?, ?, ?)");
  const payload = db.prepare('INSERT INTO event_payload VALUES (?, ?, ?, ?, ?)');
  const move = db.prepare('UPDATE unit SET audit_seq = ?, audit_hash = ? WHERE id = ?');
  return db.transaction((who, address, id, values) => {
    const before = JSON.stringify(old.get(who.unit_id, id));
    if (!change(who, id, values)) return false;
    const { audit_seq, audit_hash } = chain.get(who.unit_id);
    const after = JSON.stringify(values), salt = randomBytes(16), at = Date.now() * 1000;
    const digest = createHash('sha256').update(salt).update(before).update(after).digest();
    const hash = createHash('sha256').update(audit_hash).update(`${audit_seq + 1},${at},${who.account_id},${address},${id}`).update(digest).digest();
    event.run(who.unit_id, audit_seq + 1, at, who.account_id, address, id, digest, hash);
    payload.run(who.unit_id, audit_seq + 1, salt, before, after);
    move.run(audit_seq + 1, hash, who.unit_id);
    return true;
  }).immediate;
}

function serve() {
  const db = open();
  const session = db.prepare(
    "SELECT s.unit_id, s.account_id, s.csrf FROM secret s JOIN account a ON a.unit_id = s.unit_id AND a.id = s.account_id " +
      "WHERE s.hash = ? AND s.kind = 'session' AND s.ended_at IS NULL AND s.expires_at > ? AND a.state = 'active'");
  const roles = db.prepare('SELECT role FROM role_grant WHERE unit_id = ? AND account_id = ?');
  const people = db.prepare(
    'SELECT id, code, name, position, department, email, birth_date FROM person ' +
      "WHERE unit_id = ? AND state = 'active' AND (? = '%' OR folded LIKE ?) ORDER BY sort_key, id LIMIT 60");
  const count = db.prepare("SELECT count(*) FROM person WHERE unit_id = ? AND state = 'active' AND (? = '%' OR folded LIKE ?)").pluck();
  const update = db.prepare(
    'UPDATE person SET name = ?, position = ?, department = ?, phone = ?, version = version + 1 WHERE unit_id = ? AND id = ? AND version = ?');
  // Code and place in the list stay as they are: dvht leaves them alone as well.
  const change = (who, id, v) => update.run(v.name, v.position, v.department, v.phone, who.unit_id, id, Number(v.version)).changes === 1;
  const audited = auditedSave(db, change);

  const identify = (allowed) => (request, response, next) => {
    const token = /(?:^|; )dvht=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const found = session.get(createHash('sha256').update(token).digest(), Date.now() * 1000);
    if (!found) return response.redirect(303, '/dang-nhap');
    if (!roles.all(found.unit_id, found.account_id).some((row) => allowed.includes(row.role))) return response.status(403).send('403');
    request.who = found;
    next();
  };
  const saves = (save) => (request, response) => {
    if (request.body.csrf !== request.who.csrf.toString('hex')) return response.status(403).send('403');
    if (!save(request.who, request.ip, Number(request.params.id), request.body)) return response.status(409).send('409');
    response.redirect(303, '/nguoi');
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/nguoi', identify(['administrator', 'head', 'leader', 'secretary', 'member', 'union']), (request, response) => {
    let rows = '';
    for (const row of people.all(request.who.unit_id, '%', '%'))
      rows +=
        `<tr><td class="num wide">${escape(row.code)}</td><th scope="row"><a href="/nguoi/${row.id}">${escape(row.name)}</a><span class="sub">` +
        `${escape(row.position)}${row.department ? ' · ' + escape(row.department) : ''}</span></th><td class="num wide">${day(row.birth_date)}</td>` +
        `<td class="wide">${escape(row.position)}</td><td class="wide">${escape(row.department)}</td><td class="wide">${escape(row.email)}</td></tr>\n`;
    response.type('html').send(head + count.get(request.who.unit_id, '%', '%') + middle + rows + foot);
  });
  const writers = identify(['administrator', 'head', 'secretary']), form = express.urlencoded({ extended: false });
  app.post('/nguoi/:id', writers, form, saves(audited));
  app.post('/plain/:id', writers, form, saves((who, address, id, values) => change(who, id, values)));
  app.listen(Number(port), '127.0.0.1');
}

if (cluster.isPrimary) for (let i = 0; i < Number(process.env.WORKERS); i++) cluster.fork();
else serve();
