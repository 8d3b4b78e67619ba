import { randomBytes } from "node:crypto";
import { connectMoney } from "@fleet-persona/db";
import type { EmbeddedPostgres } from "@fleet-persona/db";
import type { MoneyDeps } from "@fleet-persona/hub-core";
import type { FakeUnderTest } from "./fake-under-test.ts";

/** What a worker with four lanes moves money with. Disposing closes its pool. */
export function openMoney(server: EmbeddedPostgres, fake: FakeUnderTest): MoneyDeps & AsyncDisposable {
  const db = connectMoney({ url: server.moneyUrl, poolSize: 10 });
  return {
    db,
    now: () => new Date(),
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
    payments: { gateway: fake.gateway, hubUrl: "http://127.0.0.1:1" },
    [Symbol.asyncDispose]: () => db.close(),
  };
}
