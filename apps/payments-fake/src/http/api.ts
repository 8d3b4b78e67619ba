import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { API_VERSION } from "../shapes/wire.ts";
import { randomText } from "../state/ids.ts";
import type { World } from "../state/world.ts";
import { ApiError } from "./api-error.ts";
import { expand } from "./expand.ts";
import { parseForm } from "./form.ts";
import { inUse, keyedRequest, replayOf, type Keyed } from "./idempotency.ts";
import { readParams } from "./params.ts";
import { readBody } from "./read-body.ts";
import { match, type Matched } from "./router.ts";
import { chances, FAIR_WEATHER, type ApiWeather } from "./weather.ts";

type Answer = {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  readonly replayed: boolean;
};
type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly account: string | undefined;
  readonly key: string | null;
  readonly requestId: string;
};

/** The API as the SDK speaks it: form-encoded under /v1, JSON under /v2. */
export class Api {
  private readonly world: World;
  private readonly secretKey: string;
  private readonly underway = new Set<string>();
  private readonly onBug: (error: unknown) => void;
  private readonly weather: { now: ApiWeather; chance: () => number } = { now: FAIR_WEATHER, chance: chances(1) };

  constructor(world: World, options: { readonly secretKey: string; readonly onBug: (error: unknown) => void }) {
    this.world = world;
    this.secretKey = options.secretKey;
    this.onBug = options.onBug;
  }

  setWeather(weather: ApiWeather): void {
    this.weather.now = weather;
    this.weather.chance = chances(weather.seed);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = `req_${randomText(14)}`;
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const key = headerOf(request, "idempotency-key");
    const account = headerOf(request, "stripe-account") ?? headerOf(request, "stripe-context") ?? undefined;
    const asked: Asked = {
      method: request.method ?? "GET",
      url,
      body: await readBody(request),
      account,
      key,
      requestId,
    };
    const hold = key === null || asked.method === "GET" ? null : `${account ?? ""}|${key}`;
    if (hold !== null && this.underway.has(hold)) {
      send(response, asked, errorAnswer(inUse(), requestId));
      return;
    }
    if (hold !== null) this.underway.add(hold);
    try {
      await this.answer(request, response, asked);
    } finally {
      if (hold !== null) this.underway.delete(hold);
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> {
    const { now, chance } = this.weather;
    const [refuses, limits, loses] = [chance() < now.refuse, chance() < now.limit, chance() < now.loseAnswer];
    if (now.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, now.latencyMs));
    if (refuses || limits) {
      const error = limits
        ? new ApiError(429, {
            type: "invalid_request_error",
            code: "rate_limit",
            message: "Request rate limit exceeded.",
          })
        : new ApiError(500, { type: "api_error", message: "An unknown error occurred." });
      send(response, asked, errorAnswer(error, asked.requestId));
      return;
    }
    const answer = this.execute(headerOf(request, "authorization"), asked);
    if (loses) response.destroy();
    else send(response, asked, answer);
  }

  private execute(authorization: string | null, asked: Asked): Answer {
    try {
      this.authenticate(authorization);
      const matched = match(asked.method, asked.url.pathname);
      if (matched === null) {
        throw new ApiError(
          404,
          {
            type: "invalid_request_error",
            message: `Unrecognized request URL (${asked.method}: ${asked.url.pathname}).`,
          },
          { beforeExecution: true },
        );
      }
      const keyed =
        asked.key === null || asked.method === "GET"
          ? null
          : keyedRequest(asked.key, {
              method: asked.method,
              path: asked.url.pathname,
              body: asked.body,
              account: asked.account,
            });
      const replayed = keyed === null ? null : replayOf(this.world, keyed);
      if (replayed !== null)
        return { status: replayed.status, body: replayed.body, requestId: asked.requestId, replayed: true };
      return this.run(matched, asked, keyed);
    } catch (error) {
      if (!(error instanceof ApiError)) this.onBug(error);
      return errorAnswer(error, asked.requestId);
    }
  }

  private authenticate(authorization: string | null): void {
    const given = keyIn(authorization ?? "");
    if (given === undefined) {
      throw new ApiError(401, {
        type: "invalid_request_error",
        message:
          "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.",
      });
    }
    const [left, right] = [Buffer.from(given), Buffer.from(this.secretKey)];
    if (left.length !== right.length || !timingSafeEqual(left, right)) {
      throw new ApiError(401, {
        type: "invalid_request_error",
        message: `Invalid API Key provided: ${given.slice(0, 8)}****`,
      });
    }
  }

  /** The change, its events and the answer its key will get again are one transaction. */
  private run({ route, variables }: Matched, asked: Asked, keyed: Keyed | null): Answer {
    const { world } = this;
    const params: unknown = readParams(route.params, parametersOf(asked));
    this.checkAccount(asked);
    world.request = { id: asked.requestId, idempotencyKey: asked.key };
    const keep = (answer: Answer): Answer => {
      if (keyed !== null) {
        world.tables.idempotency.put({
          ...keyed,
          created: Math.floor(world.machineNow() / 1000),
          status: answer.status,
          body: answer.body,
          requestId: answer.requestId,
        });
      }
      return answer;
    };
    try {
      return world.transact(() => {
        const [id = "", sub = ""] = variables;
        const result = route.run({ world, params, id, sub, account: asked.account });
        return keep({
          status: 200,
          body: JSON.stringify(expand(result, expansions(params), world)),
          requestId: asked.requestId,
          replayed: false,
        });
      });
    } catch (error) {
      const answer = errorAnswer(error, asked.requestId);
      if (error instanceof ApiError && error.beforeExecution) return answer;
      if (!(error instanceof ApiError)) this.onBug(error);
      return world.transact(() => keep(answer));
    } finally {
      world.request = null;
    }
  }

  private checkAccount({ account, url }: Asked): void {
    if (account === undefined || url.pathname.startsWith("/v2/")) return;
    if (this.world.tables.accounts.get(account) === undefined) {
      throw new ApiError(
        403,
        {
          type: "invalid_request_error",
          code: "account_invalid",
          message: `The provided key does not have access to account '${account}' (or that account does not exist).`,
        },
        { beforeExecution: true },
      );
    }
  }
}

/** The key, as a bearer token or as the user of basic authentication. */
function keyIn(authorization: string): string | undefined {
  const { scheme, value } = /^(?<scheme>Bearer|Basic) (?<value>\S+)$/u.exec(authorization)?.groups ?? {};
  return scheme === "Basic"
    ? Buffer.from(value ?? "", "base64")
        .toString("utf8")
        .split(":")[0]
    : value;
}

function parametersOf(asked: Asked): unknown {
  const query = parseForm(asked.url.search.slice(1));
  if (asked.method === "GET") return query;
  if (!asked.url.pathname.startsWith("/v2/")) return { ...query, ...parseForm(asked.body) };
  if (asked.body === "") return query;
  try {
    return { ...query, ...(JSON.parse(asked.body) as object) };
  } catch {
    throw new ApiError(
      400,
      { type: "invalid_request_error", message: "Invalid JSON in the request body." },
      { beforeExecution: true },
    );
  }
}

function expansions(params: unknown): readonly string[] {
  const wanted = typeof params === "object" && params !== null && "expand" in params ? params.expand : undefined;
  return Array.isArray(wanted) ? wanted.filter((path) => typeof path === "string") : [];
}

function errorAnswer(error: unknown, requestId: string): Answer {
  const known =
    error instanceof ApiError ? error : new ApiError(500, { type: "api_error", message: "An unknown error occurred." });
  const { code } = known.body;
  const body = {
    ...known.body,
    ...(code === undefined ? {} : { doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll("_", "-")}` }),
  };
  return { status: known.status, body: JSON.stringify({ error: body }), requestId, replayed: false };
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function send(response: ServerResponse, asked: Asked, { status, body, requestId, replayed }: Answer): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "request-id": requestId,
    "stripe-version": API_VERSION,
    ...(asked.key === null ? {} : { "idempotency-key": asked.key }),
    ...(replayed ? { "idempotent-replayed": "true" } : {}),
    ...(asked.account === undefined ? {} : { "stripe-account": asked.account }),
  });
  response.end(body);
}
