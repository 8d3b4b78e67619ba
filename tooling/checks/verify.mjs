// The gate: every check runs, each prints its time; the first failure's output is shown and decides the exit code.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const checks = [
  ["format", "oxfmt", ["--check", "."]],
  ["types", "tsc", ["-b"]],
  ["lint", "oxlint", ["--type-aware", "--deny-warnings"]],
  ["boundaries", "turbo", ["boundaries"]],
  ["import directions", "node", ["tooling/checks/import-directions.ts"]],
  ["unused code", "knip", []],
  ["manifests", "sherif", []],
  ["doc references", "node", ["tooling/checks/doc-references.ts"]],
  ["unit tests", "vitest", ["run", "--project", "unit"]],
];

const env = {
  ...process.env,
  PATH: [path.join(root, "node_modules/node-runtime/bin"), path.join(root, "node_modules/.bin"), process.env.PATH].join(
    path.delimiter,
  ),
  TURBO_TELEMETRY_DISABLED: "1",
  FORCE_COLOR: "0",
};

function run([title, command, args]) {
  return new Promise((resolve) => {
    const began = performance.now();
    const shown = title === "unit tests";
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ["ignore", shown ? "inherit" : "pipe", shown ? "inherit" : "pipe"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ title, code: 127, output: error.message, seconds: 0 }));
    child.on("exit", (code) =>
      resolve({ title, code: code ?? 1, output, seconds: (performance.now() - began) / 1000 }),
    );
  });
}

let failed = 0;
for (const check of checks) {
  const { title, code, output, seconds } = await run(check);
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${title.padEnd(18)} ${seconds.toFixed(1).padStart(5)} s`);
  if (code !== 0) {
    failed += 1;
    console.log(output.trim().split("\n").slice(-80).join("\n"));
  }
}
process.exit(failed === 0 ? 0 : 1);
