// Reads values with the schemas of the official TypeScript SDK. For each line of JSON on standard
// input, {"schema": ..., "value": ...}, prints a line: {"accepted": ...} or {"refused": [path, ...]}.
// The argument is the folder whose node_modules has the SDK.
"use strict";
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { createInterface } = require("node:readline");

const load = createRequire(join(process.argv[2], "here.cjs"));
const components = load("@mistralai/mistralai/models/components/index.js");

createInterface({ input: process.stdin }).on("line", (line) => {
  const { schema, value } = JSON.parse(line);
  const { success, data, error } = components[schema].safeParse(value);
  const answer = success ? { accepted: data } : { refused: error.issues.map(({ path }) => path) };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
