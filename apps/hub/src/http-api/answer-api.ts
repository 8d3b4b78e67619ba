import { HubError } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { RequestRefusal, problemOf, problemResponse } from "./api-error.ts";
import { postEvents } from "./events-api.ts";
import { getExperimentById, getExperiments, postExperimentVerb, postExperiments } from "./experiments-api.ts";
import { getFleetConfig, postFleetConfig } from "./fleet-config-api.ts";
import { getFleets } from "./fleets-api.ts";
import { postMetrics } from "./metrics-api.ts";
import { deleteAdvisory, getOwnPersonas, postAdvisory, postVersionVerb } from "./lifecycle-api.ts";
import { getKeyrings, postKeyrings, postPersonas } from "./personas-api.ts";
import {
  deleteRefinement,
  getOneRefinement,
  getRefinementFiles,
  getRefinements,
  postRefinements,
} from "./refinements-api.ts";
import { deleteRollouts, getRollouts, postRollouts } from "./rollouts-api.ts";
import { postSignals } from "./signals-api.ts";

/** `part` is what the path names: a fleet's address, a batch's id, a publisher, a version and what is said of it. */
type Handler = (core: Deps, request: Request, part: string) => Promise<Response>;
type Route = { readonly path: RegExp; readonly methods: ReadonlyMap<string, Handler> };

const routes: readonly Route[] = [
  route(/^\/api\/v1\/fleets$/, { GET: getFleets }),
  route(/^\/api\/v1\/fleets\/([^/]+)\/config$/, { GET: getFleetConfig, POST: postFleetConfig }),
  route(/^\/api\/v1\/experiments$/, { GET: getExperiments, POST: postExperiments }),
  route(/^\/api\/v1\/experiments\/([0-9a-f-]{36})$/, { GET: getExperimentById }),
  route(/^\/api\/v1\/experiments\/([0-9a-f-]{36}\/(?:start|pause|resume|stop|promote))$/, { POST: postExperimentVerb }),
  route(/^\/api\/v1\/rollouts$/, { POST: postRollouts }),
  route(/^\/api\/v1\/rollouts\/([^/]+)$/, { GET: getRollouts, DELETE: deleteRollouts }),
  route(/^\/api\/v1\/personas$/, { GET: getOwnPersonas, POST: postPersonas }),
  route(/^\/api\/v1\/keyrings\/([a-z0-9-]+)$/, { GET: getKeyrings, POST: postKeyrings }),
  route(/^\/api\/v1\/personas\/([^/]+\/[^/]+\/versions\/\d{1,10}\/(?:deprecate|yank|revoke|restore))$/, {
    POST: postVersionVerb,
  }),
  route(/^\/api\/v1\/personas\/([^/]+\/[^/]+)\/advisories$/, { POST: postAdvisory }),
  route(/^\/api\/v1\/advisories\/([^/]+)$/, { DELETE: deleteAdvisory }),
  route(/^\/api\/v1\/refinements$/, { GET: getRefinements, POST: postRefinements }),
  route(/^\/api\/v1\/refinements\/([^/]+)$/, { GET: getOneRefinement, DELETE: deleteRefinement }),
  route(/^\/api\/v1\/refinements\/([^/]+)\/files$/, { GET: getRefinementFiles }),
  route(/^\/v1\/metrics$/, { POST: postMetrics }),
  route(/^\/v1\/signals$/, { POST: postSignals }),
  route(/^\/v1\/events$/, { POST: postEvents }),
];

/** Everything that programs ask of the hub with a bearer token. No cookie is read, so no Origin matters. */
export async function answerApi(core: Deps, request: Request): Promise<Response> {
  try {
    return await answered(core, request);
  } catch (error) {
    return problemResponse(problemOf(error));
  }
}

function answered(core: Deps, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  for (const { path: pattern, methods } of routes) {
    const found = pattern.exec(path);
    if (found === null) continue;
    const handler = methods.get(request.method);
    if (handler === undefined)
      throw new RequestRefusal("method-not-allowed", 405, `${path} does not take ${request.method}.`);
    return handler(core, request, found[1] ?? "");
  }
  throw new HubError("not-found", "There is nothing here.");
}

function route(path: RegExp, methods: Readonly<Record<string, Handler>>): Route {
  return { path, methods: new Map(Object.entries(methods)) };
}
