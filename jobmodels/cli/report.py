"""``report``: writes one HTML page about archives, which works from a file and loads nothing.

``Report`` collects the content of the page in memory that does not grow with the number of records.
"""

from __future__ import annotations

from argparse import Namespace
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import Any, TextIO

from .. import __version__
from ..core.errors import Problem
from ..files.atomic import replacing
from ..models.job import time_of
from ..pages.cells import columns_of, status_cell, words
from ..pages.document import Cell, Curve, Facts, Page, Table, printable
from ..pages.markup import STYLE, figure, fragment, section
from ..pages.records import curve_of, thinned
from ..records.archive import RecordError, open_pages
from . import ERROR, OK, PROBLEMS
from .check import Counts, Tally, count_table, outcome_of, problem_texts
from .progress import Progress
from .sources import Entry, UnreadableError, check_record, is_input, objects_in, records_in

_MAX_ITEMS = 400
_MAX_POINTS = 100
_MAX_SUMS = 50
_MAX_AMOUNT = 1e12
_OF_JOB = ("trained_tokens", "total_requests", "failed_requests")
_OF_METADATA = ("cost", "train_tokens", "data_tokens")
"""The fields that are added up."""


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``report`` and returns the exit status."""
    target, report = options.output, Report(options.lenient)
    label = printable(target or "standard output")
    if target and is_input(target, options.files):
        errors.write(f"{label}: is also an input\n")
        return ERROR
    for name in options.files:
        with Progress(printable(name), errors) as progress:
            report.read(name, records_in(name, progress), progress)
    errors.writelines(f"{failure}\n" for failure in report.failures)
    if report.failures and not report.records:
        return ERROR
    page = report.page()
    try:
        if target:
            with replacing(target) as file:
                file.write(page.encode())
    except OSError as error:
        errors.write(f"{label}: could not write: {error.strerror or error}\n")
        return ERROR
    if not target:
        out.write(page)
    errors.write(f"{label}: records with problems: {report.faulty:,}\n")
    return ERROR if report.failures else PROBLEMS if report.problems else OK


class Report(Tally):
    """Collects what the page shows of the records in any number of files."""

    def __init__(self, lenient: bool = False) -> None:
        super().__init__()
        self.names: list[str] = []
        self.failures: list[str] = []
        """A message for each file that could not be read to its end."""
        self._lenient = lenient
        self._labels: list[str] = []
        """The file of each problem in ``listed``."""
        self._months = Counts()
        self._sums: dict[tuple[str, str], tuple[float, int]] = {}
        """The sum and the number of jobs, by field and currency."""
        self._items: list[str] = []
        """The HTML of every detailed job whose number is a multiple of ``_step``."""
        self._detailed, self._step = 0, 1

    def read(self, name: str, entries: Iterable[Entry], progress: Progress) -> None:
        """Adds the records of a file, up to the place where reading fails."""
        label, end = printable(name), ""
        self.names.append(label)
        try:
            for entry in entries:
                result = check_record(entry, lenient=self._lenient)
                # The list of problems is limited for a single record too.
                self.add(outcome_of(entry, result)._replace(is_whole_file=False))
                self._labels += [label] * (len(self.listed) - len(self._labels))
                progress.count(len(result.problems))
                jobs: Iterable[Any] = open_pages([result.record])
                if result.record is None:  # it has problems
                    jobs = (job for _, _, job in objects_in([entry]))
                for job in jobs:
                    if hasattr(job, "created_at"):
                        self._add_job(job)
                    cls = result.cls if isinstance(job, RecordError) else type(job)
                    if hasattr(cls, "checkpoints"):
                        self._add_detailed(label, entry, job)
                end = f", after line {entry.last_line}"
        except UnreadableError as error:
            end = "" if "after line" in str(error) else end
            self.failures.append(f"{label}: could not read: {error}{end}")

    def _add_job(self, job: Any) -> None:
        created = time_of(job.created_at)
        self._months.add((Cell(created.isoformat()[:7] if created else "unknown"),), 1)
        metadata = getattr(job, "metadata", None)
        currency = getattr(metadata, "cost_currency", None)
        for holder, names in ((job, _OF_JOB), (metadata, _OF_METADATA)):
            for name in names:
                amount = getattr(holder, name, None)
                if isinstance(amount, (int, float)) and abs(amount) < _MAX_AMOUNT:
                    self._add_amount(name, words(currency) if name == "cost" else "", amount)

    def _add_amount(self, name: str, unit: str, amount: float) -> None:
        if (name, unit) not in self._sums and len(self._sums) > _MAX_SUMS:
            unit, amount = "others, not added", 0
        total, jobs = self._sums.get((name, unit), (0, 0))
        self._sums[name, unit] = total + amount, jobs + 1

    def _add_detailed(self, label: str, entry: Entry, job: Any) -> None:
        if self._detailed % self._step == 0:
            self._items.append(_item(label, entry, job))
        if len(self._items) > _MAX_ITEMS:
            del self._items[1::2]
            self._step *= 2
        self._detailed += 1

    def page(self) -> str:
        """Returns the page, in ASCII."""
        problems = self.by_problem, self.with_problem
        months = [(Cell(f"{jobs:,}"), *key) for key, jobs in sorted(self._months.items())]
        jobs = self.by_status.total()
        if unread := jobs - self._months.total():
            months.append((Cell(f"{unread:,}"), Cell("not read", "faint")))
        sums = [
            [
                Cell(f"{known:,}"),
                Cell(name.replace("_", " ")),
                Cell(unit),
                Cell(f"{total:,.15g}"),
            ]
            for (name, unit), (total, known) in sorted(self._sums.items())
        ]
        listed = [
            [*map(Cell, problem_texts(label, entry, problem))]
            for label, (entry, problem) in zip(self._labels, self.listed, strict=True)
        ]
        found = (
            count_table("By problem", ("times", "records", "path", "problem"), *problems),
            Table("First problems", ("record", "path", "problem"), listed),
        )
        counts = (
            Table("By month (UTC)", ("jobs", "created"), months),
            count_table("By status", ("jobs", "status"), self.by_status),
            count_table("By model", ("jobs", "model"), self.by_model),
            count_table(
                "By kind and edition", ("records", "kind", "edition"), self.by_kind, most=60
            ),
            Table("Totals of the jobs that have a value", ("jobs", "field", "unit", "total"), sums),
        )
        title = escape(printable(f"Report on {', '.join(self.names)}", 200))
        digest = b64encode(sha256(_SCRIPT.encode()).digest()).decode()
        some = f"; one of every {self._step} is shown" if self._step > 1 else ""
        page = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'">
<title>{title}</title><style>{STYLE}{_STYLE}</style>
<body class="jobmodels"><h1>{title}</h1>
{"".join(f'<p class="notice">Incomplete: {escape(text)}</p>' for text in self.failures)}
<p>Records: {self.records:,}, with problems: {self.faulty:,}. Jobs: {jobs:,}, those in list pages
included. {"Lenient" if self._lenient else "Strict"} reading, jobmodels {__version__}.</p>
<main>{_tables(found)}{_tables(counts)}</main>
<h2>Detailed jobs: {self._detailed:,}{some}</h2>
<p>Each curve has its own scale.</p>
<form autocomplete="off" hidden>
<label>Text <input type="search"></label>
<label>Status <select><option>any</select></label>
<label>Order <select><option>record<option>created (UTC)<option>model<option>status
<option>last train loss</select></label>
<label><input type="checkbox"> descending</label> <output></output></form>
<ul>{"".join(self._items)}</ul><script>{_SCRIPT}</script>
"""
        return page.encode("ascii", "xmlcharrefreplace").decode()


def _tables(tables: Iterable[Table]) -> str:
    return fragment(Page("", [table for table in tables if table.rows]))


def _item(label: str, entry: Entry, job: Any) -> str:
    """Returns an item of the list of detailed jobs: a table, and the curve or why it has none."""
    problem = job.problems[0] if isinstance(job, RecordError) else Problem("$", "")
    place, path, message = problem_texts(label, entry, problem)
    cells = {"status": Cell("not read", "bad"), "why": Cell(f"{path}: {message}")}
    drawing = ""
    if not message:
        columns = columns_of(job, "id", "status", "model", "created_at")
        cells = {name: Cell(printable(cell.text, 100)) for name, cell in columns.items()}
        curve = curve_of(job.checkpoints or ())
        if isinstance(curve, Curve):
            series = {name: thinned(points, _MAX_POINTS) for name, points in curve.series.items()}
            drawing = figure(curve._replace(series=series), 300, 120)
            for name, points in series.items():
                cells[f"last {name}"] = Cell(f"{points[-1][1]:.4f}")
        else:
            cells |= curve.rows
        cells["status"] = status_cell(cells["status"].text)
    cells["record"] = Cell(place if message or path == "$" else f"{place}: {path}")
    return f"<li>{section(Facts('', [*cells.items()]))}{drawing}</li>\n"


_STYLE = """
body { max-width: 1400px; margin: 0 auto; padding: 1em 1.5em; overflow-wrap: anywhere }
h1, h2 { font-size: 1.5em; margin: .8em 0 .3em }
.notice { border-left: 5px solid #d9404f; padding: .5em 1em; background: #d9404f22 }
.jobmodels .good { color: light-dark(#15803d, #4ade80) }
.jobmodels .bad { color: light-dark(#c81e3a, #ff7a85) }
.jobmodels .busy { color: light-dark(#1d64b8, #74b3ff) }
main td:first-child { min-width: 6em;
  background: linear-gradient(#2a7ad450 0 0) no-repeat 0 / 0 100% content-box;
  print-color-adjust: exact }
main > div { margin-bottom: 1em }
main > :last-child .sections { display: block; columns: 27em }
main > :last-child .sections > div { break-inside: avoid; margin-bottom: 1em }
label { margin-right: 1em }
select { max-width: 12em }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr));
  gap: .8em; padding: 0; list-style: none }
li { border: 1px solid #8886; padding: .6em; min-width: 0; break-inside: avoid }
.jobmodels li td { white-space: normal; min-width: 0; padding-right: 0 }
@media print { form { display: none } h2 { break-after: avoid } tr { break-inside: avoid }
  .jobmodels .box { overflow: visible } }
"""
_SCRIPT = """
for (const table of document.querySelectorAll("main table")) {
  const cells = [...table.rows].slice(1).map(row => row.cells[0]);
  const counts = cells.map(cell => Number(cell.textContent.replaceAll(",", "")) || 0);
  const share = count => 100 * count / Math.max(...counts, 1);
  for (const cell of table.querySelectorAll("td"))
    if (/^[\\d,.]+$/.test(cell.textContent))
      for (const row of [cell.parentNode, table.rows[0]])
        row.cells[cell.cellIndex].style.textAlign = "right";
  cells.forEach((cell, i) => cell.style.backgroundSize = share(counts[i]) + "% 100%");
}
const form = document.forms[0], list = document.querySelector("ul"), items = [...list.children];
const [text, status, key, descending, shown] = form.elements;
const value = (item, name) => [...item.querySelectorAll("tr")]
  .find(row => row.cells[0].textContent === name)?.cells[1].textContent || "";
const isMissing = text => text === "" || text === "-";  // these come last
const compare = (a, b) => {
  const [x, y] = [value(a, key.value), value(b, key.value)];
  const order = x - y || x.localeCompare(y, "en", {numeric: true});
  return isMissing(x) - isMissing(y) || (descending.checked ? -order : order);
};
const names = new Set(items.map(item => value(item, "status")));
status.append(...[...names].sort().map(name => new Option(name, name)));
form.oninput = form.onchange = () => {
  list.append(...[...items].sort(compare));
  for (const item of items) {
    const found = item.firstElementChild.textContent.toLowerCase();
    item.hidden = !found.includes(text.value.toLowerCase())
      || (status.selectedIndex && status.value !== value(item, "status"));
  }
  shown.value = items.filter(item => !item.hidden).length + " shown";
};
form.onsubmit = () => false;
form.hidden = !items.length;
"""
