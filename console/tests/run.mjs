// Runs all tests, two files at a time: by itself Node would take one core for itself.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
// Longest first.
const longest = [
  "console_many_rows",
  "console_job_tables",
  "console_pages",
  "console_terminals",
  "console_roles",
  "console_sign_in",
  "console_second_factor",
  "pages",
];
const first = [...longest, "device_life", "device", "reference", "explorer", "in_use"].map(
  (name) => `${name}.test.mjs`,
);
const rest = readdirSync(folder).filter((name) => name.endsWith(".test.mjs"));
const files = [...new Set([...first, ...rest.sort()])].map((name) => join(folder, name));
run({ files, concurrency: 2 })
  .on("test:fail", () => {
    process.exitCode = 1;
  })
  .compose(tap)
  .pipe(process.stdout);
