import { API_VERSION } from "../shapes/wire.ts";
import { isoTime } from "../shapes/account.ts";
import { newId } from "../state/ids.ts";
import type { EventRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";

type Emission = {
  readonly type: string;
  readonly object: object;
  readonly previous?: object;
  /** A connected account whose event it is. */
  readonly account?: string | undefined;
  readonly testClock?: string | null;
};

/** Says that something changed: the object as it is now goes with it. */
export function emit(world: World, { type, object, previous, account, testClock = null }: Emission): EventRow {
  const id = newId("evt");
  const created = world.now(testClock);
  const body = JSON.stringify({
    id,
    object: "event",
    ...(account === undefined ? {} : { account }),
    api_version: API_VERSION,
    created,
    data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: world.request?.id ?? null, idempotency_key: world.request?.idempotencyKey ?? null },
    type,
  });
  return keep(world, { id, created, type, body, v2: false, about: account ?? null });
}

type ThinEmission = { readonly type: string; readonly accountId: string; readonly data?: object };

/** An event of the second version of the API: it says what it is about, never what that is now. */
export function emitThin(world: World, { type, accountId, data }: ThinEmission): EventRow {
  const id = newId("evt");
  const created = world.now();
  const body = JSON.stringify({
    id,
    object: "v2.core.event",
    context: null,
    created: isoTime(created),
    ...(data === undefined ? {} : { data }),
    livemode: false,
    reason:
      world.request === null
        ? null
        : { type: "request", request: { id: world.request.id, idempotency_key: world.request.idempotencyKey ?? "" } },
    related_object: { id: accountId, type: "v2.core.account", url: `/v2/core/accounts/${accountId}` },
    type,
  });
  return keep(world, { id, created, type, body, v2: true, about: accountId });
}

function keep(world: World, row: EventRow): EventRow {
  world.tables.events.put(row);
  for (const endpoint of world.tables.endpoints.values()) {
    if (endpoint.status !== "enabled") continue;
    // Without `connect` set an endpoint hears of everything; otherwise of the platform or of its accounts, as in the API.
    const ofAccount = row.about !== null && !row.v2;
    if (endpoint.connect !== null && endpoint.connect !== ofAccount) continue;
    if (!endpoint.events.includes("*") && !endpoint.events.includes(row.type)) continue;
    world.tables.deliveries.put({
      id: newId("dlv"),
      created: row.created,
      event: row.id,
      endpoint: endpoint.id,
      state: "waiting",
      attempts: 0,
      nextAt: world.machineNow(),
      lastStatus: null,
    });
  }
  return row;
}
