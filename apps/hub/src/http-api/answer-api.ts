import { HubError } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { RequestRefusal, problemOf, problemResponse } from "./api-error.ts";
import { postEvents } from "./events-api.ts";
import { getFleetConfig, postFleetConfig } from "./fleet-config-api.ts";
import { getFleets } from "./fleets-api.ts";
import { postMetrics } from "./metrics-api.ts";
import { postSignals } from "./signals-api.ts";

type Handler = (core: Deps, request: Request) => Promise<Response>;

const configPath = /^\/api\/v1\/fleets\/([^/]+)\/config$/;
const pushes: Readonly<Record<string, Handler>> = {
  "/v1/metrics": postMetrics,
  "/v1/signals": postSignals,
  "/v1/events": postEvents,
};

/** Everything that programs ask of the hub with a bearer token. No cookie is read, so no Origin matters. */
export async function answerApi(core: Deps, request: Request): Promise<Response> {
  try {
    return await handlerOf(request)(core, request);
  } catch (error) {
    return problemResponse(problemOf(error));
  }
}

function handlerOf({ method, url }: Request): Handler {
  const path = new URL(url).pathname;
  const slug = configPath.exec(path)?.[1];
  if (slug !== undefined) {
    if (method === "GET") return (core, request) => getFleetConfig(core, request, slug);
    if (method === "POST") return (core, request) => postFleetConfig(core, request, slug);
  } else if (path === "/api/v1/fleets") {
    if (method === "GET") return getFleets;
  } else {
    const push = Object.hasOwn(pushes, path) ? pushes[path] : undefined;
    if (push === undefined) throw new HubError("not-found", "There is nothing here.");
    if (method === "POST") return push;
  }
  throw new RequestRefusal("method-not-allowed", 405, `${path} does not take ${method}.`);
}
