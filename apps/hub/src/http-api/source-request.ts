import { authenticateSource, takeRateToken } from "@fleet-persona/hub-core";
import type { Deps, SignalSource } from "@fleet-persona/hub-core";
import { bearerToken } from "./bearer-token.ts";

const pushesPerMinute = 600;

/** The source behind a push, within its rate. */
export async function sourceOf(core: Deps, request: Request): Promise<SignalSource> {
  const source = await authenticateSource(core, bearerToken(request), request.headers.get("fleet-source"));
  await takeRateToken(core, { key: `source:${source.sourceId}`, limit: pushesPerMinute, windowSeconds: 60 });
  return source;
}
