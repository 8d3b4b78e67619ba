// Imports point one way (ARCHITECTURE): this reads every import of a workspace package and compares it with the table below.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const scope = "@fleet-persona/";
const pure = ["persona", "engine", "protocol", "fleet-config", "experiments", "learning", "signals", "simulator"];
const allowed: Record<string, readonly string[] | "anything"> = {
  "packages/persona": [],
  "packages/engine": ["persona"],
  "packages/protocol": ["persona", "engine"],
  "packages/fleet-config": ["persona", "protocol"],
  "packages/experiments": ["protocol"],
  "packages/simulator": ["persona"],
  "packages/learning": ["persona", "engine", "simulator"],
  "packages/signals": ["persona", "engine"],
  "packages/trust": ["persona"],
  "packages/db": pure,
  "packages/mail": [],
  "packages/outbound": [],
  "packages/money": [],
  "packages/payments": [],
  "packages/hub-core": [...pure, "db", "mail", "money", "outbound", "payments"],
  // Its simulator target alone may use the simulator; it is loaded where a host names it.
  "agent/src/targets/simulator": ["persona", "engine", "simulator"],
  agent: ["persona", "engine", "protocol", "signals", "trust"],
  apps: "anything",
  infra: "anything",
  personas: "anything",
  e2e: "anything",
  tooling: "anything",
};

const files = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx", "*.mjs"],
  { encoding: "utf8" },
)
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));

const problems: string[] = [];
let seen = 0;
for (const file of files) {
  const owner = Object.keys(allowed).find((folder) => file.startsWith(`${folder}/`));
  if (owner === undefined) continue;
  const may = allowed[owner];
  // Tests, and what only they use, may lean on what stands in for the world outside.
  const isTest = /(\.i?test|\.fixture)\.ts$/.test(file);
  for (const match of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(@fleet-persona\/[^"]+)"/g)) {
    seen += 1;
    const [name, ...rest] = (match[1] ?? "").slice(scope.length).split("/");
    if (rest.length > 0) problems.push(`${file}: imports past the surface of ${scope}${name}`);
    const own = owner.split("/").at(-1) === name;
    if (may !== "anything" && !own && !isTest && !may?.includes(name ?? ""))
      problems.push(`${file}: ${owner} may not import ${scope}${name}`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${seen} workspace imports in ${files.length} files, ${problems.length} against the direction`);
if (seen === 0) console.error("no import was found: the check itself is broken");
process.exit(problems.length === 0 && seen > 0 ? 0 : 1);
