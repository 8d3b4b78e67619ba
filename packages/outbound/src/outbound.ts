import { request as requestPlain } from "node:http";
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { OutboundError } from "./outbound-error.ts";
import type { OutboundErrorCode } from "./outbound-error.ts";
import { resolveTarget, systemResolve } from "./resolve.ts";
import type { Resolve, ResolvedAddress } from "./resolve.ts";
import { parseTarget } from "./target.ts";
import type { OutboundRules, Target } from "./target.ts";

export type OutboundSettings = OutboundRules & {
  readonly resolve?: Resolve;
  /** Everything together: name, connection, handshake, sending and the whole answer. Milliseconds. */
  readonly deadlineMs?: number;
  readonly mostRequestBytes?: number;
  /** What is beyond is not read. */
  readonly mostAnswerBytes?: number;
};

export type OutboundRequest = {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** A redirect is an answer like any other: nobody follows it. */
export type OutboundAnswer = {
  readonly status: number;
  readonly body: string;
  readonly cutOff: boolean;
  /** How long the answer asks to be left alone, where it says so in seconds. */
  readonly retryAfterMs: number | null;
};

/** Makes requests to addresses that strangers gave. */
export type Outbound = {
  /** Refuses what the spelling of an address tells already; for when somebody types one in. */
  check(url: string): void;
  /** Rejects with OutboundError and nothing else. */
  send(request: OutboundRequest): Promise<OutboundAnswer>;
};

const mostHeaderBytes = 16_384;

/**
 * An HTTP client for addresses that nobody here chose. A name is resolved once and every address of it must be public; the
 * connection goes to what was checked, whatever the name says a moment later; redirects are not followed.
 */
export function makeOutbound(settings: OutboundSettings): Outbound {
  const { resolve = systemResolve, deadlineMs = 10_000 } = settings;
  const { mostRequestBytes = 262_144, mostAnswerBytes = 65_536 } = settings;
  return {
    check: (url) => void parseTarget(settings, url),
    send: async (request) => {
      const target = parseTarget(settings, request.url);
      if (Buffer.byteLength(request.body ?? "") > mostRequestBytes) throw new OutboundError("request-too-large");
      const late = AbortSignal.timeout(deadlineMs);
      const addresses = await inTime(late, resolveTarget(settings, target, resolve));
      return exchange({ request, target, addresses, late, mostAnswerBytes });
    },
  };
}

type Exchange = {
  readonly request: OutboundRequest;
  readonly target: Target;
  readonly addresses: readonly ResolvedAddress[];
  readonly late: AbortSignal;
  readonly mostAnswerBytes: number;
};

async function exchange({ request, target, addresses, late, mostAnswerBytes }: Exchange): Promise<OutboundAnswer> {
  const { url, hostname, port } = target;
  const options: RequestOptions = {
    method: request.method,
    hostname,
    port,
    path: url.pathname + url.search,
    headers: { "user-agent": "Fleet-Persona", ...request.headers },
    // One connection for one request: nothing is kept that a later answer could come from.
    agent: false,
    lookup: only(addresses),
    maxHeaderSize: mostHeaderBytes,
    signal: late,
  };
  const sending =
    url.protocol === "https:" ? requestSecure({ ...options, minVersion: "TLSv1.2" }) : requestPlain(options);
  try {
    const answer = await answerTo(sending, request.body ?? "");
    const retryAfter = /^\d{1,7}$/.exec(answer.headers["retry-after"] ?? "")?.[0];
    const retryAfterMs = retryAfter === undefined ? null : Number(retryAfter) * 1_000;
    return { status: answer.statusCode ?? 0, ...(await readBody(answer, mostAnswerBytes)), retryAfterMs };
  } catch (cause) {
    throw new OutboundError(late.aborted ? "timed-out" : codeOf(cause), { cause });
  } finally {
    sending.destroy();
  }
}

// What the socket is told instead of asking the name server again.
function only(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, answer) => {
    const found = addresses.map(({ address }) => ({ address, family: isIP(address) }));
    const [first] = found;
    if (options.all === true) answer(null, found);
    else answer(null, first?.address ?? "", first?.family ?? 0);
  };
}

function answerTo(sending: ClientRequest, body: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  sending.once("response", resolve);
  // Stays for good: an error after the answer began must not end the process.
  sending.on("error", reject);
  sending.end(body);
  return promise;
}

async function readBody(answer: IncomingMessage, most: number): Promise<{ body: string; cutOff: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > most) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, most).toString("utf8"), cutOff: bytes > most };
}

const tlsCodes = /^(?:CERT_|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/;

function codeOf(error: unknown): OutboundErrorCode {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (tlsCodes.test(code)) return "tls-failed";
  return /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|EACCES|EPERM)$/.test(code)
    ? "connect-failed"
    : "answer-broken";
}

async function inTime<T>(late: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(new OutboundError("timed-out"));
  late.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    late.removeEventListener("abort", end);
  }
}
