"""The staff page of `shebao bench staff-page` in Flask and Jinja2: the same queries on the same database, the same page, and
nothing else: no session, no rights, no log of reads.

What stands around the table is taken from the page that the platform made, so that both pages stay the same.
"""

import os
import threading

from flask import Flask, request
from jinja2 import Environment
from markupsafe import Markup

ROWS = 200
EMPLOYER = int(os.environ["BENCH_EMPLOYER"])
MONTH = int(os.environ["BENCH_MONTH"])

COUNTS = "SELECT count(*) FROM enrolment WHERE employer_id = {p} AND ended_on IS NULL"
LEFT = "SELECT count(*) FROM enrolment WHERE employer_id = {p} AND ended_on IS NOT NULL"
MEMBERS = """
SELECT e.id, e.person_id, p.name, n.value, e.began_on, e.ended_on,
    (SELECT w.wage_fen FROM declared_wage w WHERE w.enrolment_id = e.id ORDER BY w.from_period DESC LIMIT 1),
    k.answered_on, k.refusal
FROM (SELECT id, person_id, began_on, ended_on FROM enrolment
    WHERE employer_id = {p} AND ended_on IS NULL ORDER BY person_id LIMIT {p} OFFSET {p}) e
JOIN person p ON p.id = e.person_id
JOIN person_identity n ON n.person_id = e.person_id AND n.kind = 'number' AND n.through_on IS NULL
LEFT JOIN keeper_answer k ON k.enrolment_id = e.id AND k.keeper = 'medical'
ORDER BY e.person_id, e.id
"""
SPANS = """
SELECT enrolment_id, line, first_period, last_period FROM coverage_span
WHERE employer_id = {p} AND person_id >= {p} AND person_id <= {p} ORDER BY person_id, line, first_period
"""

if os.environ["BENCH_DATABASE_KIND"] == "sqlite":
    import sqlite3

    MARK = "?"

    def connect():
        return sqlite3.connect(f"file:{os.environ['BENCH_DATABASE']}?mode=ro", uri=True, check_same_thread=False)
else:
    import psycopg

    MARK = "%s"

    def connect():
        return psycopg.connect(os.environ["BENCH_DATABASE"], autocommit=True, prepare_threshold=1)


local = threading.local()


def rows(text, *parameters):
    if not hasattr(local, "connection"):
        local.connection = connect()
    return local.connection.execute(text.format(p=MARK), parameters).fetchall()


with open(os.environ["BENCH_SAMPLE"], encoding="utf-8") as file:
    HEAD, rest = file.read().split("<tbody>\n", 1)
FOOT = rest[rest.index("</tbody>"):]

LINES = {110: "养老", 210: "失业", 310: "医疗（含生育）", 410: "工伤"}
MEDICAL = 310

TEMPLATE = Environment(autoescape=True, trim_blocks=True, keep_trailing_newline=True).from_string(
    """{{ head }}<tbody>
{% for m in members %}
<tr><th scope="row" data-name="姓名"><a href="/employer/staff/{{ m.person }}">{{ m.name }}</a></th>\
<td data-name="社会保障号码">{{ m.number }}</td><td data-name="用工起始">{{ m.began_on }}</td>\
<td class="amount" data-name="申报工资（元）">{{ m.wage }}</td><td data-name="在保险种">{{ m.lines }}</td>\
<td data-name="状态">{% if m.ended_on %}<span class="status ended">{{ m.ended_on }}减员</span>\
{% elif m.first > month %}<span class="status waiting">{{ m.first % 100 }}月起缴费</span>\
{% else %}<span class="status done">在保</span>{% endif %}</td></tr>
{% endfor %}{{ foot }}""".replace("\\\n", "")
)


def masked(number):
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def yuan(fen):
    return f"{fen // 100:,}.{fen % 100:02}"


def shown(covered, answered_on, refusal):
    mark = "待反馈" if answered_on is None else "未办理" if refusal is not None else ""
    return "、".join(name + (mark if line == MEDICAL else "") for line, name in LINES.items() if line in covered)


def members(page):
    chosen = rows(MEMBERS, EMPLOYER, ROWS, (page - 1) * ROWS)
    spans = {}
    if chosen:
        for enrolment, line, first, last in rows(SPANS, EMPLOYER, chosen[0][1], chosen[-1][1]):
            spans.setdefault(enrolment, []).append((line, first, last))
    for enrolment, person, name, number, began_on, ended_on, wage, answered_on, refusal in chosen:
        own = spans.get(enrolment, [])
        covered = {line for line, _, last in own if last is None or last >= MONTH}
        yield {
            "person": person, "name": name, "number": masked(number), "began_on": began_on, "ended_on": ended_on,
            "wage": yuan(wage), "first": min(first for _, first, _ in own),
            "lines": shown(covered, answered_on, refusal),
        }


app = Flask(__name__)


@app.get("/employer/staff")
def staff():
    page = request.args.get("page", 1, type=int)
    rows(COUNTS, EMPLOYER)
    rows(LEFT, EMPLOYER)
    return TEMPLATE.render(head=Markup(HEAD), foot=Markup(FOOT), members=members(page), month=MONTH)
