import { randomBytes } from "node:crypto";
import { connect } from "@fleet-persona/db";
import { authStore } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { authjsIdentity } from "./auth/authjs-identity.ts";
import type { Identity } from "./auth/identity.ts";
import { outboxMailer } from "./auth/mailer.ts";
import { readEnvironment } from "./env.ts";
import type { Environment } from "./env.ts";

export type HubDeps = { readonly env: Environment; readonly core: Deps; readonly identity: Identity };

let composed: HubDeps | undefined;

/** The composition root, once per bundle layer of Next; nothing is connected before the first request. */
export function hubDeps(): HubDeps {
  composed ??= compose();
  return composed;
}

function compose(): HubDeps {
  const env = readEnvironment();
  const core: Deps = {
    db: connect({ url: env.databaseUrl, poolSize: 6 }),
    now: () => new Date(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
  const mailer = env.localMode ? outboxMailer(core) : null;
  const identity = authjsIdentity({ store: authStore(core), mailer, secret: env.authSecret, hubUrl: env.hubUrl });
  return { env, core, identity };
}
