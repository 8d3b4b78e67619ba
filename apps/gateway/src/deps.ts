import { randomBytes, randomUUID } from "node:crypto";
import { connect, connectIngest, listenContextChanged, listenFleetChanged } from "@fleet-persona/db";
import {
  authenticateSessionToken,
  closeAgentSession,
  enrolHost,
  ingestFrames,
  openAgentSession,
  publishFleetValues,
  readBundleAttestation,
  readBundleFile,
  readHostContext,
  readHostIdentity,
  readHostLease,
  readHostState,
  readPublisherKeyrings,
  readRepositoryFile,
  recordDictionary,
  recordHostStatus,
  renewAgentSession,
  takeFleetLease,
  type GatewayDeps,
} from "@fleet-persona/hub-core";
import { pino, type Logger } from "pino";
import type { Env } from "./env.ts";
import type { HubPort } from "./hub-port.ts";
import { createMeasures, type Measures } from "./measures/measures.ts";

/** Everything the gateway's parts are given. */
export type Deps = {
  readonly hub: HubPort;
  readonly log: Logger;
  readonly measures: Measures;
  readonly gatewayId: string;
  readonly now: () => number;
  readonly chance: () => number;
  readonly nonce: () => Uint8Array;
};

/** The composition root: the only place where the parts are made. */
export function createDeps(env: Env): Deps & AsyncDisposable {
  const db = connect({ url: env.DATABASE_URL, poolSize: 6 });
  const ingest = connectIngest({ url: env.DATABASE_URL_INGEST, poolSize: 2 });
  const core: GatewayDeps = { db, ingest, now: () => new Date(), randomBytes: (length) => randomBytes(length) };
  return {
    hub: bindHub(core),
    log: pino({ level: env.LOG_LEVEL, base: null }),
    measures: createMeasures(),
    gatewayId: randomUUID(),
    now: Date.now,
    chance: Math.random,
    nonce: () => randomBytes(32),
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled([db.close(), ingest.close()]);
    },
  };
}

function bindHub(core: GatewayDeps): HubPort {
  return {
    enrolHost: (request) => enrolHost(core, request),
    readHostIdentity: (claim) => readHostIdentity(core, claim),
    openAgentSession: (opening) => openAgentSession(core, opening),
    renewAgentSession: (session) => renewAgentSession(core, session),
    closeAgentSession: (session) => closeAgentSession(core, session),
    authenticateSessionToken: (token) => authenticateSessionToken(core, token),
    readHostState: (host) => readHostState(core, host),
    readHostContext: (host) => readHostContext(core, host),
    takeFleetLease: (host, question) => takeFleetLease(core, host, question),
    publishFleetValues: (host, values) => publishFleetValues(core, host, values),
    recordHostStatus: (report) => recordHostStatus(core, report),
    recordDictionary: (dictionary) => recordDictionary(core, dictionary),
    readBundleFile: (request) => readBundleFile(core, request),
    readBundleAttestation: (request) => readBundleAttestation(core, request),
    readHostLease: (request) => readHostLease(core, request),
    readRepositoryFile: (name) => readRepositoryFile(core, name),
    readPublisherKeyrings: (publisher) => readPublisherKeyrings(core, publisher),
    ingestFrames: (batch) => ingestFrames(core, batch),
    listenFleetChanged: (listener) => listenFleetChanged(core.db, listener),
    listenContextChanged: (listener) => listenContextChanged(core.db, listener),
  };
}
