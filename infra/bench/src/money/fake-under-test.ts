import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { stripeGateway } from "@fleet-persona/payments";
import type { PaymentGateway } from "@fleet-persona/payments";
import type { FakeCalls } from "./fake-calls.ts";

type Called<Name extends keyof FakeCalls> = Awaited<ReturnType<FakeCalls[Name]>>;

/** The simulated processor in a process of its own. */
export type FakeUnderTest = AsyncDisposable & {
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** This project's way to it. */
  readonly gateway: PaymentGateway;
  call<Name extends keyof FakeCalls>(name: Name, ...given: Parameters<FakeCalls[Name]>): Promise<Called<Name>>;
  /** Asks its API as anybody could, without this project's code. */
  ask(method: "GET" | "POST" | "DELETE", path: string, form?: Readonly<Record<string, string>>): Promise<unknown>;
  /** Everything of one kind, over all pages. */
  all<Item extends { readonly id: string }>(path: string, query?: string): Promise<readonly Item[]>;
};

type Reply = { readonly place: number; readonly result?: unknown; readonly error?: string };

type Started = { readonly webhookUrl?: string; readonly behindMs?: number };

/** `behindMs`: how far its clock is behind, so that what happens over weeks can have happened. Disposing ends the process. */
export async function startFake({ webhookUrl = "", behindMs = 0 }: Started): Promise<FakeUnderTest> {
  const secretKey = `sk_test_${randomBytes(12).toString("hex")}`;
  const webhookSecret = `whsec_${randomBytes(16).toString("hex")}`;
  const child = fork(
    join(import.meta.dirname, "fake-process.ts"),
    [secretKey, webhookSecret, webhookUrl, String(behindMs)],
    { stdio: ["ignore", 2, 2, "ipc"], execArgv: ["--max-old-space-size=6000"] },
  );
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    secretKey,
    webhookSecret,
    gateway: stripeGateway({
      secretKey,
      webhookSecret,
      api: { host: "127.0.0.1", port, protocol: "http" },
      automaticTax: false,
      timeoutMs: 20_000,
      maxNetworkRetries: 2,
    }),
    call: callerOf(child),
    ...apiOf(url, secretKey),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function callerOf(child: ChildProcess): FakeUnderTest["call"] {
  const waiting = new Map<number, (reply: Reply) => void>();
  child.on("message", (message) => {
    const reply = message as Reply;
    waiting.get(reply.place)?.(reply);
    waiting.delete(reply.place);
  });
  let calls = 0;
  return async <Name extends keyof FakeCalls>(
    name: Name,
    ...given: Parameters<FakeCalls[Name]>
  ): Promise<Called<Name>> => {
    const place = (calls += 1);
    const reply = new Promise<Reply>((resolve) => waiting.set(place, resolve));
    child.send({ place, name, given });
    const { result, error } = await reply;
    if (error !== undefined) throw new Error(`The processor's ${name}: ${error}`);
    return result as Called<Name>;
  };
}

function apiOf(url: string, secretKey: string): Pick<FakeUnderTest, "all" | "ask"> {
  const ask: FakeUnderTest["ask"] = async (method, path, form) => {
    const headers = { authorization: `Bearer ${secretKey}` };
    const body = form === undefined ? {} : { body: new URLSearchParams(form) };
    const answer = await fetch(`${url}${path}`, { method, headers, ...body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    ask,
    all: async <Item extends { readonly id: string }>(path: string, query = "") => {
      const items: Item[] = [];
      for (let more = true; more;) {
        const last = items.at(-1);
        const after = last === undefined ? "" : `&starting_after=${last.id}`;
        const page = (await ask("GET", `${path}?limit=100${query}${after}`)) as { data: Item[]; has_more: boolean };
        items.push(...page.data);
        more = page.has_more;
      }
      return items;
    },
  };
}
