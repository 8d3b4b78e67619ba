import { setTimeout as sleep } from "node:timers/promises";
import { askHttp, type HttpEnd } from "../bounded-http.ts";
import { TargetError } from "../target-error.ts";
import type { UrlTargetConfig } from "./config.ts";
import { authorization } from "./secret.ts";

type Asked = {
  readonly url: string;
  readonly method: "GET" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type Answer = Extract<HttpEnd, { kind: "answered" }> & { readonly attempts: number };

/** Makes requests of one target. `chance` in [0, 1) spreads the retries. */
export type Exchange = (asked: Asked) => Promise<Answer>;

// Overload and a gateway that lost its server: the same request may be sent again. Both methods are idempotent (RFC 9110).
const TRY_AGAIN = new Set([429, 502, 503, 504]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 3;
const BACKOFF_MS = 40;

/** One request with its retries inside one time limit. Rejects with `unreachable` when that is over, `refused` for a redirect elsewhere. */
export function exchange(config: UrlTargetConfig, chance: () => number = Math.random): Exchange {
  return async (asked) => {
    const end = performance.now() + config.timeout_s * 1_000;
    for (let attempt = 1; ; attempt += 1) {
      const how = await follow(config, asked, end);
      const answered = how.kind === "answered" && !TRY_AGAIN.has(how.status);
      if (answered) return { ...how, attempts: attempt };
      const pause = BACKOFF_MS * 2 ** attempt * (0.5 + chance() / 2);
      if (attempt > config.retries || how.kind === "too-large" || performance.now() + pause >= end)
        throw failure(config, asked, how, attempt);
      await sleep(pause);
    }
  };
}

/** Follows redirects within the origin that the host's file names; a secret goes nowhere else. */
async function follow(config: UrlTargetConfig, asked: Asked, end: number): Promise<HttpEnd> {
  let url = new URL(asked.url);
  for (let turn = 0; ; turn += 1) {
    const how = await askHttp({
      url,
      method: asked.method,
      headers: { accept: "application/json", ...asked.headers, ...authorization(config.auth) },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      limitMs: Math.max(1, end - performance.now()),
      maxBytes: config.max_response_bytes,
    });
    if (how.kind !== "answered" || !REDIRECTS.has(how.status)) return how;
    const next = URL.parse(how.headers.location ?? "", url.href);
    const keepsMethod = asked.method === "GET" || how.status === 307 || how.status === 308;
    if (next === null || next.origin !== url.origin || !keepsMethod || turn === MAX_REDIRECTS)
      throw new TargetError(
        "refused",
        `${asked.url} redirects to another origin or without end, which is not followed`,
      );
    url = next;
  }
}

function failure(
  { name, timeout_s, max_response_bytes }: UrlTargetConfig,
  { method, url }: Asked,
  how: HttpEnd,
  tries: number,
) {
  const what = `${method} ${url} of ${name}`;
  const after = tries === 1 ? "" : ` after ${tries} attempts`;
  switch (how.kind) {
    case "answered":
      return new TargetError("unreachable", `${what} answers ${how.status}${after}`);
    case "not-connected":
    case "broken":
      return new TargetError("unreachable", `${what}: ${how.kind}${after}`, { cause: how.error });
    case "late":
      return new TargetError("unreachable", `${what} did not answer within ${timeout_s} s`);
    case "too-large":
      return new TargetError("unreachable", `${what} answers more than ${max_response_bytes} bytes`);
    default:
      return how satisfies never;
  }
}
