import { countableOf, eventWindowMs, pushEvents } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { parseEvents } from "@fleet-persona/signals";
import { RequestRefusal } from "./api-error.ts";
import { readText } from "./read-body.ts";
import { pushResponse } from "./signals-api.ts";
import { sourceOf } from "./source-request.ts";

const limits = { bytes: 1024 * 1024, unpacked: 4 * 1024 * 1024 };

/** `POST` what people did and what experiments came to: one JSON item, a list, or one a line. */
export async function postEvents(core: Deps, request: Request): Promise<Response> {
  const source = await sourceOf(core, request);
  const { events, experiments } = countableOf(source);
  const parsed = parseEvents(await readText(request, limits), {
    now: core.now().getTime(),
    windowMs: eventWindowMs,
    events: (name) => events.has(name),
    experiments: (name) => experiments.has(name),
  });
  if (parsed.kind === "malformed") throw new RequestRefusal("body-malformed", 400, parsed.message);
  const refused = parsed.refused.map(({ index, code, message }) => ({
    name: `item ${index}`,
    message: code === "not-allowed" ? `is not on the list of the source ${source.name}` : message,
  }));
  // A list of nothing says that nothing happened; a list of which nothing was understood says nothing.
  if (parsed.items.length === 0 && refused.length > 0) return pushResponse({ accepted: 0, rejected: refused });
  const outcome = await pushEvents(core, source, parsed.items);
  return pushResponse({ accepted: outcome.accepted, rejected: [...refused, ...outcome.rejected] });
}
