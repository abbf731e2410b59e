// The script of the page, and of its worker, in which Python runs. Python reads the input, and
// returns HTML in which all text is escaped. The page shows any other text as text only.

const PYTHON = String.raw`
import json
import time
from itertools import islice

from jobmodels.cli.produce import json_text
from jobmodels.cli.progress import Progress
from jobmodels.cli.report import Report
from jobmodels.cli.show import without_problems
from jobmodels.cli.sources import UnreadableError, check_record, records_in
from jobmodels.core.describe import plural
from jobmodels.pages.document import Cell, Facts, Page, Table, printable
from jobmodels.pages.markup import STYLE, fragment
from jobmodels.pages.records import page_of
from jobmodels.records.editions import RECORDS, edition_of
from jobmodels.records.recase import rewritten

CASES = {"snake": "snake_case", "camel": "camelCase"}


def result_of(path, name, tell):
    """Returns what the page shows of a file, as JSON. Calls tell with the number of records."""
    entries = records_in(path, Progress(), exactly=True)
    first, failure = [], None
    try:
        first += islice(entries, 2)
    except UnreadableError as error:
        failure = str(error)
    if failure and not first:
        return json.dumps({"error": sentence(failure)})
    is_record = len(first) == 1 and not failure
    return json.dumps(record_of(*first) if is_record else archive_of(path, name, tell))


def record_of(entry):
    if not entry.is_json:
        return {"error": sentence(entry.problems[0].message)}
    strict, lenient = (check_record(entry, lenient=lenient) for lenient in (False, True))
    cls, record = lenient.cls, lenient.record
    if not (strict.cls or cls):
        return {"error": sentence(strict.problems[0].message)}
    if lenient.problems:
        record = without_problems(entry.payload, lenient.problems, cls)
    cases = " and ".join(CASES[case] for case in sorted(strict.cases))
    facts = [
        ("kind", Cell(RECORDS[strict.cls])),
        ("class", Cell(f"{edition_of(strict.cls).prefix}{strict.cls.__name__}")),
        ("edition", Cell(edition_of(strict.cls).date)),
        ("case", Cell(cases or "the same in both")),
        ("strict reading", verdict(strict.problems)),
        ("lenient reading", verdict(lenient.problems)),
    ]
    is_same = strict.problems == lenient.problems
    shown = {"Problems": strict.problems} if is_same else {
        "Problems in strict reading": strict.problems,
        "Problems in lenient reading": lenient.problems,
    }
    tables = [problem_table(*item) for item in shown.items() if item[1]]
    html = fragment(Page("What it is", [Facts("", facts), *tables]))
    if record:
        page = page_of(record)
        rest = ", without the values that lenient reading refuses" if lenient.problems else ""
        html += fragment(page._replace(title=page.title + rest))
    converted = {}
    if lenient.cases and not lenient.problems:
        for case in sorted(CASES.keys() - lenient.cases or CASES):
            converted[CASES[case]] = json_text(rewritten(entry.payload, record, case), None)
    done = f"A {RECORDS[strict.cls]}: {counted(len(strict.problems), 'problem')}."
    return {"done": done, "style": STYLE, "html": html, "converted": converted}


def sentence(text):
    return f"{text[:1].upper()}{printable(text[1:], 500)}."


def counted(count, noun):
    return f"{count:,} {plural(count, noun)}" if count else f"no {noun}s"


def verdict(problems):
    return Cell(counted(len(problems), "problem"), "bad" if problems else "good")


def problem_table(title, problems):
    rows = [(Cell(printable(path, 200)), Cell(printable(text, 500))) for path, text in problems]
    return Table(title, ("path", "problem"), rows)


def archive_of(path, name, tell):
    report, progress = Report(), Progress()

    def entries():
        due = time.monotonic() + 0.5
        for number, entry in enumerate(records_in(path, progress), 1):
            yield entry
            if time.monotonic() > due:
                tell(number)
                due = time.monotonic() + 0.25

    report.read(name, entries(), progress)
    done = counted(report.records, "record")
    done += f", {counted(report.problems, 'problem')}"
    if report.problems:
        done += f" in {counted(report.faulty, 'record')}"
    if report.failures:
        done += ". It is incomplete: the rest cannot be read"
    return {"done": f"{done}.", "report": report.page()}


result_of
`;

const PASTED = "the pasted text";

const SAMPLE = {
  id: "b1946ac9-2492-4d23-9c7e-5f3a1f0d8a42",
  auto_start: true,
  model: "open-mistral-7b",
  status: "SUCCESS",
  job_type: "FT",
  created_at: 1717171717,
  modified_at: 1717175317,
  training_files: ["0a6bb0c4-7e0a-4d3c-8b3f-0b9d7a4f1c11"],
  validation_files: ["5d3a1f0d-8a42-4c7e-9b19-46ac92492d23"],
  hyperparameters: { training_steps: 200, learning_rate: 0.0001, weight_decay: 0.1 },
  fine_tuned_model: "ft:open-mistral-7b:invented:20240531:b1946ac9",
  suffix: "invented",
  trained_tokens: 1310720,
  integrations: [],
  repositories: [],
  object: "job",
  events: [
    { name: "status-updated", data: { status: "SUCCESS" }, created_at: 1717175317 },
    { name: "status-updated", data: { status: "RUNNING" }, created_at: 1717171777 },
    { name: "status-updated", data: { status: "QUEUED" }, created_at: 1717171717 },
  ],
  checkpoints: Array.from({ length: 20 }, (_, index) => {
    const step = 200 - 10 * index;
    const wave = Math.sin(step) / 30;
    const loss = (factor, end) => Number((end + factor * Math.exp(-step / 55) + wave).toFixed(4));
    const metrics = { train_loss: loss(1.6, 0.62), valid_loss: loss(1.4, 0.78) };
    return { metrics, step_number: step, created_at: 1717171777 + 17 * step };
  }),
};

/** A longer text makes a text field slow: it is read like a file, and shown in part. */
const LONGEST_TEXT = 200_000;

if (globalThis.document) showPage();
else answer();

/** Runs in the worker: reads each file that it receives, and posts what the page shows of it. */
function answer() {
  const started = start();
  started.then(
    () => postMessage({ ready: true }),
    (error) => postMessage({ broken: String(error) }),
  );
  onmessage = async ({ data: { number, file, name } }) => {
    const { FS, resultOf } = await started;
    try {
      const path = "/input/file" + (/(\.jsonl|\.ndjson)?(\.gz)?$/i.exec(file.name)[0]);
      FS.mkdirTree("/input");
      // Python reads the file in parts, so that its size does not matter.
      FS.mount(FS.filesystems.WORKERFS, { blobs: [{ name: path.slice(7), data: file }] }, "/input");
      const tell = (records) => postMessage({ number, records });
      const result = JSON.parse(resultOf(path, name, tell));
      FS.unmount("/input");
      postMessage({ number, result });
    } catch (error) {
      postMessage({ number, failure: String(error) });
    }
  };
}

async function start() {
  const { loadPyodide } = await import(new URL("pyodide.mjs", import.meta.url));
  const wheel = await fetch(new URL("jobmodels.whl", import.meta.url));
  const pyodide = await loadPyodide();
  pyodide.unpackArchive(await wheel.arrayBuffer(), "whl");
  return { FS: pyodide.FS, resultOf: pyodide.runPython(PYTHON) };
}

function showPage() {
  const parts = Object.fromEntries([...document.querySelectorAll("[id]")].map((el) => [el.id, el]));
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  let worker, isReady, timer;
  let broken = "";
  let number = 0;
  let reading = "";

  /** Shows one sentence. The kind is "bad", "busy" or empty. */
  function say(text, kind = "") {
    parts.status.textContent = text;
    parts.status.className = kind;
    parts.stop.hidden = !(isReady && kind === "busy");
  }

  function startWorker() {
    worker?.terminate();
    isReady = false;
    // A worker from a blob has the content security policy of this page; one from a file has none.
    const source = `import ${JSON.stringify(import.meta.url)};`;
    const blob = new Blob([source], { type: "text/javascript" });
    worker = new Worker(URL.createObjectURL(blob), { type: "module" });
    worker.onmessage = ({ data }) => receive(data);
    worker.onerror = () => receive({ broken: "its files could not be loaded." });
  }

  function read(file, name) {
    if (reading && isReady) startWorker();
    clearTimeout(timer);
    hideResult();
    reading = name;
    number += 1;
    if (broken) say(broken, "bad");
    else say(isReady ? "Reading ..." : "Loading Python ...", "busy");
    worker.postMessage({ number, file, name });
  }

  function stop(text) {
    if (reading && isReady) startWorker();
    clearTimeout(timer);
    hideResult();
    reading = "";
    number += 1;
    say(broken || text, broken && "bad");
  }

  function receive(data) {
    if (data.ready) {
      isReady = true;
      say(reading ? "Reading ..." : "Ready.", reading && "busy");
    } else if (data.broken) {
      broken = `Python could not start: ${data.broken}`;
      say(broken, "bad");
    } else if (data.number === number) {
      if (data.records) say(`${data.records.toLocaleString("en")} records read ...`, "busy");
      else finish(data);
    }
  }

  function finish({ result, failure }) {
    const label = reading === PASTED ? "" : `${reading}: `;
    reading = "";
    if (failure) {
      console.warn(failure);
      startWorker();
      const isLimit = /MemoryError|RangeError|RecursionError|out of memory/.test(failure);
      const reason = isLimit
        ? "It is too large or too deeply nested for this page."
        : `This page failed: ${failure.trim().split("\n").at(-1)}`;
      say(label + reason, "bad");
    } else if (result.error) {
      say(label + result.error, "bad");
    } else {
      say(label + result.done);
      if (result.report) showReport(result.report);
      else showRecord(result);
    }
  }

  function hideResult() {
    parts.record.replaceChildren();
    parts.archive.hidden = true;
    parts.report.removeAttribute("srcdoc");
    URL.revokeObjectURL(parts.download.href);
  }

  function showReport(html) {
    parts.download.href = URL.createObjectURL(new Blob([html], { type: "text/html" }));
    parts.report.srcdoc = html;
    parts.archive.hidden = false;
  }

  function showRecord({ style, html, converted }) {
    sheet.replaceSync(style);
    parts.record.innerHTML = html;
    for (const [name, text] of Object.entries(converted)) {
      const block = parts.converted.content.cloneNode(true);
      const [title, area, button] = ["label", "textarea", "button"].map((tag) =>
        block.querySelector(tag),
      );
      title.textContent = `In ${name}`;
      title.htmlFor = area.id = `in-${name}`;
      const rest = text.length > LONGEST_TEXT ? "\n... (a copy is complete)" : "";
      area.value = text.slice(0, LONGEST_TEXT) + rest;
      button.onclick = async () => {
        try {
          await navigator.clipboard.writeText(text);
          say(`Copied the record in ${name}.`);
        } catch {
          area.value = text;
          area.select(); // to copy it with the keyboard
          say("The browser does not allow to copy. The text is selected instead.");
        }
      };
      parts.record.append(block);
    }
  }

  function readText(text) {
    if (text.trim()) read(new File([text], ""), PASTED);
    else stop(isReady ? "Ready." : "Loading Python ...");
  }

  function readFiles(files) {
    parts.input.value = "";
    if (files.length > 1) stop("Drop one file at a time.");
    else read(files[0], files[0].name);
  }

  parts.input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(() => readText(parts.input.value), 300);
  };
  parts.input.onpaste = (event) => {
    const { files } = event.clipboardData;
    const text = event.clipboardData.getData("text/plain");
    if (!files.length && text.length <= LONGEST_TEXT) return; // the browser inserts it
    event.preventDefault();
    if (files.length) return readFiles(files);
    parts.input.value = "";
    readText(text);
  };
  parts.pick.onclick = () => parts.file.click();
  parts.file.onchange = () => {
    if (parts.file.files.length) readFiles(parts.file.files);
    parts.file.value = ""; // so that the same file can be chosen again
  };
  parts.sample.onclick = () => {
    parts.input.value = JSON.stringify(SAMPLE, null, 2);
    readText(parts.input.value);
  };
  parts.clear.onclick = () => {
    parts.input.value = "";
    readText("");
    parts.input.focus();
  };
  parts.stop.onclick = () => stop("Stopped.");
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    addEventListener(type, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.toggle("dragged", type === "dragenter" || type === "dragover");
      if (type === "drop") readFiles(event.dataTransfer.files);
    });
  }

  startWorker();
  say("Loading Python ...", "busy");
}
