import { pushSignals } from "@fleet-persona/hub-core";
import type { Deps, PushOutcome } from "@fleet-persona/hub-core";
import { parsePushJson, parsePushLine, signalUnit } from "@fleet-persona/signals";
import type { PushRefusal } from "@fleet-persona/signals";
import { RequestRefusal } from "./api-error.ts";
import { mediaType } from "./media-type.ts";
import { readText } from "./read-body.ts";
import { sourceOf } from "./source-request.ts";

const limits = { bytes: 64 * 1024 };

/** `POST` a line such as `conversion_rate=0.031 revenue_rate=12.4`, or `{ "signals": { … } }`. */
export async function postSignals(core: Deps, request: Request): Promise<Response> {
  const source = await sourceOf(core, request);
  const text = await readText(request, limits);
  const parse = mediaType(request) === "application/json" ? parsePushJson : parsePushLine;
  const parsed = parse(text, { now: core.now().getTime(), allowed: (name) => source.signals.includes(name) });
  if (parsed.kind === "malformed") throw new RequestRefusal("body-malformed", 400, parsed.message);
  const pushed = parsed.accepted.map(({ name, value, at }) => ({
    name,
    value,
    unit: signalUnit(name),
    observedAt: at,
  }));
  const refused = parsed.refused.map((refusal) => ({ name: refusal.item, message: worded(refusal, source.name) }));
  return pushResponse(await pushSignals(core, source, pushed, refused));
}

// The parser speaks for a host's own config as well; here it is the source's list that decides.
function worded({ code, message }: PushRefusal, sourceName: string): string {
  return code === "not-allowed" ? `is not on the list of the source ${sourceName}` : message;
}

/** 200 with what was kept and what was not; 422 when nothing was. */
export function pushResponse({ accepted, rejected }: PushOutcome): Response {
  const status = accepted === 0 && rejected.length > 0 ? 422 : 200;
  const error = {
    code: "nothing-accepted",
    message: `Nothing was accepted: ${rejected[0]?.name} ${rejected[0]?.message}.`,
  };
  const body = { accepted, rejected, ...(status === 200 ? {} : { error }) };
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
