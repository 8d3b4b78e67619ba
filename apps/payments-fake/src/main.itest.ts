import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Stripe } from "stripe";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const secretKey = "sk_test_of_a_process";

type Running = { readonly child: ChildProcess; readonly url: URL; readonly stripe: Stripe };

async function start(folder: string): Promise<Running> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env["PATH"],
      PAYMENTS_FAKE_PORT: "0",
      PAYMENTS_FAKE_STATE: folder,
      PAYMENTS_FAKE_SECRET_KEY: secretKey,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const url = new URL(/http:\/\/127\.0\.0\.1:\d+/u.exec(line)?.[0] ?? "");
  const stripe = new Stripe(secretKey, {
    host: url.hostname,
    port: url.port,
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return { child, url, stripe };
}

async function end({ child }: Running, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

test("main keeps what it answered through kill -9, and ends well when asked to", async () => {
  const folder = await mkdtemp(`${tmpdir()}/payments-fake-`);
  const first = await start(folder);
  const ids: string[] = [];
  for (let at = 0; at < 20; at += 1) ids.unshift((await first.stripe.customers.create({ name: `c${at}` })).id);
  await end(first, "SIGKILL");
  const second = await start(folder);
  expect((await second.stripe.customers.list({ limit: 100 })).data.map(({ id }) => id)).toStrictEqual(ids);
  expect(await (await fetch(new URL("/healthz", second.url))).json()).toMatchObject({ status: "ok", mode: "test" });
  expect(await end(second, "SIGTERM")).toBe(0);
  await rm(folder, { recursive: true });
});

test("main refuses a key of live mode", async () => {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"], PAYMENTS_FAKE_SECRET_KEY: "sk_live_1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said] = (await once(createInterface(child.stderr), "line")) as [string];
  expect(said).toContain("sk_test_");
  const code = child.exitCode ?? ((await once(child, "exit")) as [number])[0];
  expect(code).toBe(1);
});
