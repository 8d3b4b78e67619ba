import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { agentConfigSchema } from "./config/agent-config.ts";
import { TARGET_KINDS } from "./open-targets.ts";
import { parseAllowList } from "./privileged-helper/allow-list.ts";

const page = (path: string): string => readFileSync(resolve(import.meta.dirname, "../..", path), "utf8");
const blocks = (path: string): unknown[] =>
  [...page(path).matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text ?? "") as unknown);

const examples = ["docs/targets.md", "docs/script-target.md"]
  .flatMap(blocks)
  .filter((block): block is { kind: string } => typeof block === "object" && block !== null && "kind" in block);

test.each(examples)("prepare takes the documented target file of kind $kind", (example) => {
  const kind = TARGET_KINDS.find((candidate) => candidate.kind === example.kind);
  const prepared = kind?.prepare(example);
  expect(prepared).toMatchObject({ ok: true });
});

test.each(blocks("agent/README.md"))("agentConfigSchema takes the documented config of a host", (example) => {
  expect(agentConfigSchema.safeParse(example)).toMatchObject({ success: true });
});

test("prepare is shown an example of nginx, of a script and of the simulator", () => {
  expect(examples.map(({ kind }) => kind).sort()).toEqual(["nginx", "script", "simulator"]);
});

test("parseAllowList takes the example of infra/systemd, and it has the commands that nginx's example names", () => {
  const { commands, files } = parseAllowList(JSON.parse(page("infra/systemd/allow.json")), "allow.json");
  expect(files.length).toBeGreaterThan(0);
  expect(commands.map(({ name }) => name)).toEqual(["nginx-check", "nginx-reload"]);
});
