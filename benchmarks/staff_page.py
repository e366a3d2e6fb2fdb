"""The staff page of `shebao bench staff-page` in Flask and Jinja2: the same queries on the same database, the same page, and
nothing else: no session, no rights, no log of reads.

What stands around the table is taken from the page that the platform made, so that both pages stay the same.
"""

import functools
import os
import threading

from flask import Flask, request
from jinja2 import Environment
from markupsafe import Markup

ROWS = 200
EMPLOYER = int(os.environ["BENCH_EMPLOYER"])
MONTH = int(os.environ["BENCH_MONTH"])

TOTALS = "SELECT standing, people FROM staff_total WHERE employer_id = {p}"
MEMBERS = """
SELECT enrolment_id, person_id, name, number, began_on, ended_on, voided_on, wage_fen, medical_on, medical_refusal, spans
FROM staff_list WHERE employer_id = {p} AND standing = 'present'
"""
FIRST = MEMBERS + "ORDER BY person_id, enrolment_id LIMIT {p}"
AFTER = MEMBERS + "AND (person_id, enrolment_id) > ({p}, {p}) ORDER BY person_id, enrolment_id LIMIT {p}"

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
<td data-name="状态">{% if m.voided_on %}<span class="status ended">已撤销</span>\
{% elif m.ended_on %}<span class="status ended">{{ m.ended_on }}减员</span>\
{% elif m.first > month %}<span class="status waiting">{{ m.first % 100 }}月起缴费</span>\
{% else %}<span class="status done">在保</span>{% endif %}</td></tr>
{% endfor %}{{ foot }}""".replace("\\\n", "")
)


def masked(number):
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def yuan(fen):
    return f"{fen // 100:,}.{fen % 100:02}"


@functools.cache
def shown(spans, mark):
    """The lines that are covered in the month and the first month of all; most people have the same."""
    covered, months = set(), []
    for span in spans.split():
        line, periods = span.split(":")
        first, last = periods.split("-")
        months.append(int(first))
        if not last or int(last) >= MONTH:
            covered.add(int(line))
    lines = "、".join(name + (mark if line == MEDICAL else "") for line, name in LINES.items() if line in covered)
    return lines or "—", min(months)


def chinese(day):
    if day is None:
        return None
    year, month, of_month = day.split("-")
    return f"{year}年{int(month)}月{int(of_month)}日"


def members(after):
    if after:
        person, enrolment = after.split("-")
        chosen = rows(AFTER, EMPLOYER, int(person), int(enrolment), ROWS + 1)
    else:
        chosen = rows(FIRST, EMPLOYER, ROWS + 1)
    for _, person, name, number, began_on, ended_on, voided_on, wage, answered_on, refusal, spans in chosen[:ROWS]:
        lines, first = shown(spans, "待反馈" if answered_on is None else "未办理" if refusal is not None else "")
        yield {
            "person": person, "name": name, "number": masked(number), "began_on": chinese(began_on),
            "ended_on": chinese(ended_on),
            "voided_on": voided_on, "wage": yuan(wage), "first": first, "lines": lines,
        }


app = Flask(__name__)


@app.get("/employer/staff")
def staff():
    rows(TOTALS, EMPLOYER)
    after = request.args.get("after")
    return TEMPLATE.render(head=Markup(HEAD), foot=Markup(FOOT), members=members(after), month=MONTH)
