import { HubError } from "@fleet-persona/hub-core";
import type { Actor, Deps } from "@fleet-persona/hub-core";
import { RequestRefusal, problemOf, problemResponse } from "./api-error.ts";
import { cached, storedAnswer } from "./conditional.ts";
import { pathMatcher } from "./match-path.ts";
import { openToken } from "./open-token.ts";
import type { AnyOperation, Answered } from "./operation.ts";
import { operations } from "./operations.ts";
import { readJson } from "./read-json.ts";
import { readParams, readQuery } from "./read-query.ts";
import { countVisitor } from "./visitors.ts";
import type { Visitors } from "./visitors.ts";

const match = pathMatcher(operations);

/** Whom the API works for and through what. */
export type ApiDeps = { readonly core: Deps; readonly visitors: Visitors };

// What a browser's script may read beside the body.
const exposed = "etag, link, ratelimit, ratelimit-policy, retry-after";

/** Everything that programs ask of the hub, by the table of operations. No cookie is read, so no Origin matters. */
export async function answerApi(deps: ApiDeps, request: Request): Promise<Response> {
  // A browser must not take words of a stranger's for a page, whatever they look like.
  const headers = new Headers({ "x-content-type-options": "nosniff" });
  try {
    return withHeaders(await answered(deps, request, headers), headers);
  } catch (error) {
    return withHeaders(problemResponse(problemOf(error), { accept: request.headers.get("accept") }), headers);
  }
}

async function answered({ core, visitors }: ApiDeps, request: Request, headers: Headers): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const found = match(pathname);
  if (found === undefined) throw new HubError("not-found", "There is nothing here.");
  // RFC 9110 9.3.2: HEAD is GET whose body nobody sees.
  const method = request.method === "HEAD" ? "GET" : request.method;
  const operation = found.operations.find((each) => each.method === method);
  if (operation === undefined) {
    headers.set("allow", found.operations.map((each) => each.method).join(", "));
    throw new RequestRefusal("method-not-allowed", 405, `${pathname} does not take ${request.method}.`);
  }
  if (operation.access.kind === "public") {
    headers.set("access-control-allow-origin", "*");
    headers.set("access-control-expose-headers", exposed);
    countVisitor(visitors, request, core.now(), headers);
  }
  const actor = await actorOf(core, request, operation, headers);
  const call = {
    core,
    request,
    params: readParams(operation.params, found.params),
    query: readQuery(operation.query, searchParams),
    body: await bodyOf(request, operation),
  };
  return respond(request, operation, await operation.run(actor, call));
}

async function actorOf(
  core: Deps,
  request: Request,
  { access }: AnyOperation,
  headers: Headers,
): Promise<Actor | null> {
  return access.kind === "token" ? openToken(core, request, access, headers) : null;
}

async function bodyOf(request: Request, { body, headers = [] }: AnyOperation): Promise<unknown> {
  for (const { name, required } of headers) {
    if (required === true && request.headers.get(name) === null)
      throw new RequestRefusal("idempotency-key-needed", 428, `Name the batch in the header ${name}.`);
  }
  return body?.kind === "json" ? readJson(request, body) : undefined;
}

async function respond(request: Request, operation: AnyOperation, answer: Answered<unknown>): Promise<Response> {
  const isPublic = operation.access.kind === "public";
  if (answer instanceof Response) return isPublic ? storedAnswer(request, answer) : answer;
  const { body, status = operation.answer.status, headers = {} } = answer;
  if (!isPublic) return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
  return cached(request, JSON.stringify(body), { "content-type": "application/json", ...headers });
}

function withHeaders(response: Response, more: Headers): Response {
  for (const [name, value] of more) response.headers.set(name, value);
  return response;
}
