"""The people page by Flask, for comparison.
usage: DATABASE=… FRAME=… gunicorn -w N -b 127.0.0.1:PORT flask_app:app   (FRAME: see express.js)"""
import hashlib
import os
import re
import sqlite3
import time

from flask import Flask, abort, g, redirect, render_template, request
from jinja2 import DictLoader

app = Flask(__name__)
ROW = (
    '<tr><td class="num wide">{{ r[1] }}</td><th scope="row"><a href="/nguoi/{{ r[0] }}">{{ r[2] }}</a><span class="sub">'
    "{{ r[3] or '' }}{% if r[4] %} · {{ r[4] }}{% endif %}</span></th>"
    "<td class=\"num wide\">{{ r[6] or '' }}</td><td class=\"wide\">{{ r[3] or '' }}</td>"
    "<td class=\"wide\">{{ r[4] or '' }}</td><td class=\"wide\">{{ r[5] or '' }}</td></tr>\n"
)
with open(os.environ["FRAME"], encoding="utf-8") as frame:
    head, middle, foot = ("{% raw %}" + part + "{% endraw %}" for part in re.split(r"\{count\}|\{rows\}", frame.read()))
app.jinja_loader = DictLoader({"people.html": head + "{{ count }}" + middle + "{% for r in rows %}" + ROW + "{% endfor %}" + foot})
app.jinja_env.keep_trailing_newline = True
SESSION = (
    "SELECT s.unit_id, s.account_id FROM secret s JOIN account a ON a.unit_id = s.unit_id AND a.id = s.account_id "
    "WHERE s.hash = ? AND s.kind = 'session' AND s.ended_at IS NULL AND s.expires_at > ? AND a.state = 'active'"
)
PEOPLE = (
    "SELECT id, code, name, position, department, email, "
    "substr(birth_date, 9, 2) || '/' || substr(birth_date, 6, 2) || '/' || substr(birth_date, 1, 4) FROM person "
    "WHERE unit_id = ? AND state = 'active' AND (? = '%' OR folded LIKE ?) ORDER BY sort_key, id LIMIT 60"
)
COUNT = "SELECT count(*) FROM person WHERE unit_id = ? AND state = 'active' AND (? = '%' OR folded LIKE ?)"
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
    if not set(held) & {"administrator", "head", "leader", "secretary", "member", "union"}:
        abort(403)
    g.unit = found[0]


@app.get("/nguoi")
def people():
    rows = database().execute(PEOPLE, (g.unit, "%", "%")).fetchall()
    return render_template("people.html", rows=rows, count=database().execute(COUNT, (g.unit, "%", "%")).fetchone()[0])
