import { existsSync } from "node:fs";
import {
  installWorkspace,
  offerSystemPackage,
  requireNode,
  requireSystemPackage,
  root,
  run,
  say,
  workspaceEnvironment,
  workspaceNode,
} from "./machine.mjs";

requireNode();
await requireSystemPackage({ commands: ["haproxy"], debianPackage: "haproxy", purpose: "by the integration tests" });
if (process.platform === "linux") {
  await offerSystemPackage({
    commands: ["nginx"],
    debianPackage: "nginx-light",
    purpose: "by the tests of its target",
    without: "the tests that need it are skipped; to run them",
  });
  const browsers = ["chromium", "chromium-browser", "google-chrome"];
  await requireSystemPackage({ commands: browsers, debianPackage: "chromium", purpose: "by the browser tests" });
}
await installWorkspace();

const env = workspaceEnvironment();
const bin = (name) => `${root}/node_modules/.bin/${name}`;
/** @type {[string, string, string[]][]} */
const parts = [
  ["the gate and unit tests", workspaceNode, ["tooling/checks/verify.mjs"]],
  ["build", bin("turbo"), ["run", "build", "--output-logs=errors-only"]],
  ["integration tests (PostgreSQL, HAProxy, nginx)", bin("vitest"), ["run", "--project", "integration"]],
  ["browser journey", bin("playwright"), ["test", "--config", "e2e/playwright.config.ts"]],
];
for (const [title, command, args] of parts) {
  say(`\n== ${title}`);
  const began = Date.now();
  const program = existsSync(command) ? command : `${root}/e2e/node_modules/.bin/${command.split("/").at(-1)}`;
  const code = await run(program, args, { env });
  say(
    `== ${title}: ${code === 0 ? "passed" : `failed (exit ${code})`} in ${Math.round((Date.now() - began) / 1000)} s`,
  );
  if (code !== 0) process.exit(code);
}
