// Runs pytest on CPython in WebAssembly (Pyodide), without the network:
//
//     PYTHONPATH=FOLDER:... node wasm.mjs NODE_MODULES [PYTEST ARGUMENTS ...]
//
// NODE_MODULES is the folder in which npm installed pyodide. Pyodide has only the standard
// library: PYTHONPATH names the folders with pytest and all other packages, which must be in pure
// Python.
// These folders and the current folder have the same paths inside and outside; every other path,
// such as /tmp, is in memory. The exit status is pytest's, or 70 if Python itself fails.

import { realpathSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";

if (isMainThread) {
  // Python's C code uses V8's stack and does not check its limit. The main thread has less than
  // 1 MB, which the tests of deeply nested JSON exceed; a worker's stack can be larger.
  const options = { argv: process.argv.slice(2), resourceLimits: { stackSizeMb: 64 } };
  new Worker(new URL(import.meta.url), options).on("exit", (status) => (process.exitCode = status));
} else {
  try {
    process.exitCode = await run(...process.argv.slice(2));
  } catch (error) {
    // Node.js prints an uncaught error with its source line, and all of Pyodide is one line.
    console.error(error.stack);
    process.exitCode = 70;
  }
}

async function run(modules, ...args) {
  // Pyodide needs these numbers, which a worker's streams do not have.
  Object.assign(process.stdin, { fd: 0 });
  Object.assign(process.stdout, { fd: 1 });
  Object.assign(process.stderr, { fd: 2 });
  const { loadPyodide } = await import(pathToFileURL(resolve(modules, "pyodide/pyodide.mjs")));
  const folders = process.env.PYTHONPATH.split(delimiter).map((folder) => realpathSync(folder));
  const variables = Object.entries(process.env).filter(([name]) => /^(CI$|JOBMODELS_)/.test(name));
  const pyodide = await loadPyodide({
    env: {
      ...Object.fromEntries(variables),
      HOME: "/home/pyodide",
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONPATH: folders.join(":"),
    },
    // Mount before Python starts: Python caches which folders of its path exist.
    fsInit: async (FS) => {
      for (const folder of new Set([process.cwd(), ...folders])) {
        FS.mkdirTree(folder);
        FS.mount(FS.filesystems.NODEFS, { root: folder }, folder);
      }
      FS.chdir(process.cwd());
    },
  });
  pyodide.globals.set("args", pyodide.toPy(args));
  return pyodide.runPython("import pytest; int(pytest.main(args))");
}
