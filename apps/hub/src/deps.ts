import { randomBytes } from "node:crypto";
import { connect } from "@fleet-persona/db";
import { authStore, hubSecrets, outboxMailer } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { smtpMailer } from "@fleet-persona/mail";
import type { Mailer } from "@fleet-persona/mail";
import { gatewayOf } from "@fleet-persona/payments";
import { makeOutbound, makeResolveTxt } from "@fleet-persona/outbound";
import { authjsIdentity } from "./auth/authjs-identity.ts";
import type { Identity } from "./auth/identity.ts";
import { signInMailer } from "./auth/mailer.ts";
import { visitors } from "./http-api/visitors.ts";
import type { Visitors } from "./http-api/visitors.ts";
import { readEnvironment } from "./env.ts";
import type { Environment } from "./env.ts";

export type HubDeps = {
  readonly env: Environment;
  readonly core: Deps;
  readonly identity: Identity;
  readonly visitors: Visitors;
};

let composed: HubDeps | undefined;

/** The composition root, once per bundle layer of Next; nothing is connected before the first request. */
export function hubDeps(): HubDeps {
  composed ??= compose();
  return composed;
}

function compose(): HubDeps {
  const env = readEnvironment();
  const gateway = gatewayOf(env.payments);
  const core: Deps = {
    db: connect({ url: env.databaseUrl, poolSize: 6 }),
    now: () => new Date(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    watching: {
      secrets: hubSecrets(env.authSecret),
      outbound: makeOutbound({ allowLoopback: env.outboundLoopback }),
      // Somebody waits for the page: one try.
      resolveTxt: makeResolveTxt({ timeoutMs: 2_500, tries: 1 }),
      hubUrl: env.hubUrl,
    },
    ...(gateway === null ? {} : { payments: { gateway, hubUrl: env.hubUrl } }),
  };
  const port = mailPort(env, core);
  const mailer = port === null ? null : signInMailer(port);
  const identity = authjsIdentity({ store: authStore(core), mailer, secret: env.authSecret, hubUrl: env.hubUrl });
  return { env, core, identity, visitors: visitors({ trustedProxies: env.trustedProxies }) };
}

function mailPort({ localMode, smtp }: Environment, core: Deps): Mailer | null {
  if (localMode) return outboxMailer(core);
  return smtp === null ? null : smtpMailer(smtp);
}
