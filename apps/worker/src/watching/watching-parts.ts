import { hubSecrets, outboxMailer } from "@fleet-persona/hub-core";
import type { Deps, WatchingDeps } from "@fleet-persona/hub-core";
import { smtpMailer } from "@fleet-persona/mail";
import type { Mailer } from "@fleet-persona/mail";
import { makeOutbound, makeResolveTxt } from "@fleet-persona/outbound";
import type { Env } from "../env.ts";

/** What sending takes; undefined for a worker that was not given the hub's secret and address. */
export function watchingOf(env: Env): WatchingDeps | undefined {
  if (env.AUTH_SECRET === undefined || env.HUB_URL === undefined) return undefined;
  return {
    secrets: hubSecrets(env.AUTH_SECRET),
    outbound: makeOutbound({ allowLoopback: env.OUTBOUND_LOOPBACK === "1", alsoClosed: env.OUTBOUND_CLOSED }),
    resolveTxt: makeResolveTxt(),
    hubUrl: new URL(env.HUB_URL).origin,
  };
}

/** Where mail goes: local mode's outbox, a mail server, or nowhere. */
export function mailerOf(env: Env, hub: Deps): Mailer | null {
  if (env.LOCAL_MODE === "1") return outboxMailer(hub);
  return env.SMTP_URL === undefined ? null : smtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM ?? "" });
}
