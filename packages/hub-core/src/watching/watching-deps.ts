import type { Outbound, ResolveTxt } from "@fleet-persona/outbound";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import type { HubSecrets } from "./hub-secrets.ts";

/** What watching needs beside the database: a hub or worker without it tells people in-app and nothing more. */
export type WatchingDeps = {
  readonly secrets: HubSecrets;
  readonly outbound: Outbound;
  readonly resolveTxt: ResolveTxt;
  /** Origin of the hub, for links in mail and messages. */
  readonly hubUrl: string;
};

/** `refused` with `watching-off` where the hub was given no secret. */
export function requireWatching({ watching }: Deps): WatchingDeps {
  if (watching !== undefined) return watching;
  throw new HubError("refused", "This hub was started without what sending takes.", "watching-off");
}
