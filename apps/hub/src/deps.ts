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

// Next evaluates a module once per bundle layer; one pool for the whole process lives on this symbol.
const slot = Symbol.for("fleet-persona.hub.deps");
type Holder = { [slot]?: HubDeps };

/** The composition root. Nothing is connected before the first request. */
export function hubDeps(): HubDeps {
  const holder = globalThis as Holder;
  holder[slot] ??= compose();
  return holder[slot];
}

function compose(): HubDeps {
  const env = readEnvironment();
  const core: Deps = {
    db: connect({ url: env.databaseUrl }),
    now: () => new Date(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
  const mailer = env.localMode ? outboxMailer(core) : null;
  const identity = authjsIdentity({ store: authStore(core), mailer, secret: env.authSecret, hubUrl: env.hubUrl });
  return { env, core, identity };
}
