import { createHash } from "node:crypto";
import type { IdempotencyRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { ApiError } from "./api-error.ts";

const KEPT_MS = 30 * 86_400_000;

export type Keyed = { readonly id: string; readonly fingerprint: string };

/** What tells one request with a key from another: where it goes, for whom, and what it says. */
export function keyedRequest(
  key: string,
  request: {
    readonly method: string;
    readonly path: string;
    readonly body: string;
    readonly account: string | undefined;
  },
): Keyed {
  if (key.length > 255) {
    throw new ApiError(
      400,
      {
        type: "invalid_request_error",
        message: "The idempotency key is longer than 255 characters.",
        code: "idempotency_key_invalid",
      },
      { beforeExecution: true },
    );
  }
  const fingerprint = createHash("sha256")
    .update(`${request.method} ${request.path}\n${request.body}`)
    .digest("base64url");
  return { id: `${request.account ?? ""}|${key}`, fingerprint };
}

/** The answer a key was given before, if it was; another request with the same key is refused. */
export function replayOf(world: World, { id, fingerprint }: Keyed): IdempotencyRow | null {
  const row = world.tables.idempotency.get(id);
  if (row === undefined) return null;
  if (row.created * 1000 < world.machineNow() - KEPT_MS) return null;
  if (row.fingerprint === fingerprint) return row;
  throw new ApiError(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${id.slice(id.indexOf("|") + 1)}' if you meant to execute a different request.`,
  });
}

export function inUse(): ApiError {
  return new ApiError(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: "There is currently another in-progress request using this Idempotent Key. Please try again later.",
  });
}

/** Drops the keys nobody may use again. */
export function forgetOldKeys(world: World): void {
  const oldest = Math.floor((world.machineNow() - KEPT_MS) / 1000);
  for (const row of world.tables.idempotency.values())
    if (row.created < oldest) world.tables.idempotency.remove(row.id);
}
