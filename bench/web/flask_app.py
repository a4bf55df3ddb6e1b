"""The people page by Flask, for comparison.  usage: DATABASE=… gunicorn -w 3 -b 127.0.0.1:PORT flask_app:app"""
import hashlib
import os
import sqlite3
import time

from flask import Flask, abort, g, redirect, render_template_string, request

app = Flask(__name__)
PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Người</title><body><table>'
    "{% for row in rows %}<tr><td>{{ row[1] }}</td><td><a href=\"/nguoi/{{ row[0] }}\">{{ row[2] }}</a></td>"
    "<td>{{ row[3] or '' }}</td><td>{{ row[4] or '' }}</td><td>{{ row[5] or '' }}</td><td>{{ row[6] or '' }}</td></tr>{% endfor %}"
    "</table></body></html>"
)
SESSION = (
    "SELECT s.unit_id, s.account_id FROM secret s JOIN account a ON a.unit_id = s.unit_id AND a.id = s.account_id "
    "WHERE s.hash = ? AND s.kind = 'session' AND s.ended_at IS NULL AND s.expires_at > ? AND a.state = 'active'"
)
_db = None


def database():
    global _db
    if _db is None:
        _db = sqlite3.connect(os.environ["DATABASE"], isolation_level=None, timeout=30)
        _db.execute("PRAGMA journal_mode = WAL")
        _db.execute("PRAGMA synchronous = FULL")
    return _db


@app.before_request
def identify():
    token = request.cookies.get("dvht", "")
    found = database().execute(SESSION, (hashlib.sha256(token.encode()).digest(), int(time.time() * 1e6))).fetchone()
    if found is None:
        return redirect("/dang-nhap", 303)
    held = [row[0] for row in database().execute("SELECT role FROM role_grant WHERE unit_id = ? AND account_id = ?", found)]
    if not set(held) & {"administrator", "head", "secretary", "leader", "member"}:
        abort(403)
    g.unit = found[0]


@app.get("/nguoi")
def people():
    rows = database().execute(
        "SELECT id, code, name, birth_date, position, department, email, version FROM person "
        "WHERE unit_id = ? AND state = 'active' ORDER BY sort_key, id LIMIT 60",
        (g.unit,),
    ).fetchall()
    return render_template_string(PAGE, rows=rows)


@app.post("/nguoi/<int:person>")
def save(person):
    database().execute(
        "UPDATE person SET phone = ?, version = version + 1 WHERE unit_id = ? AND id = ?",
        (request.form["phone"], g.unit, person),
    )
    return redirect("/nguoi", 303)
