import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { storeEventKinds } from "../event-kinds.ts";
import { retryDelaysMs } from "./retry-delay.ts";
import { webhookHeaders, webhookSecretText } from "./sign-webhook.ts";

const page = readFileSync(path.join(import.meta.dirname, "../../../../../docs/webhooks.md"), "utf8");

const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";

const secrets = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const [current = "", previous = ""] = secrets.map((secret) => webhookSecretText(secret));
const seconds = 1_795_772_400;
const body = '{"type":"webhook.test"}';
const headers = webhookHeaders({ id: "one", seconds, body }, secrets);
// What is asked, and what it should come to.
const asked: readonly (readonly [string, Readonly<Record<string, string>>, string, number, boolean])[] = [
  [current, headers, body, seconds, true],
  [previous, headers, body, seconds + 299, true],
  [webhookSecretText(Buffer.alloc(32, 3)), headers, body, seconds, false],
  [current, headers, `${body} `, seconds, false],
  [current, { ...headers, "webhook-id": "two" }, body, seconds, false],
  [current, headers, body, seconds + 301, false],
  [current, headers, body, seconds - 301, false],
];

test("the JavaScript of docs/webhooks.md takes what webhookHeaders signed, and nothing else", async () => {
  const code = `data:text/javascript,${encodeURIComponent(block("js"))}`;
  type Verify = (secret: string, headers: object, body: string, now: number) => boolean;
  const { verify } = (await import(/* @vite-ignore */ code)) as { verify: Verify };
  for (const [secret, given, text, at, expected] of asked)
    expect(verify(secret, given, text, at * 1_000)).toBe(expected);
});

test("the Python of docs/webhooks.md does the same", ({ skip }) => {
  const python = `${block("python")}
import json, sys
print(json.dumps([verify(*case) for case in json.load(sys.stdin)]))`;
  let answer: string;
  try {
    const input = JSON.stringify(asked.map(([secret, given, text, at]) => [secret, given, text, at]));
    answer = execFileSync("python3", ["-c", python], { input, encoding: "utf8" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") skip("there is no python3 here");
    throw error;
  }
  expect(JSON.parse(answer)).toEqual(asked.map((each) => each[4]));
});

test("docs/webhooks.md names every kind and every delay there is", () => {
  for (const kind of storeEventKinds) expect(page).toContain(`\`${kind.replace("-", ".")}\``);
  const words = retryDelaysMs.map((ms) =>
    ms < 60_000 ? `${ms / 1_000} s` : ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`,
  );
  expect(page).toContain(words.slice(0, -1).join(", "));
  expect(page).toContain(`and ${words.at(-1)}`);
});
