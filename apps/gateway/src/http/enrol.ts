import type { IncomingMessage, ServerResponse } from "node:http";
import { HubError } from "@fleet-persona/hub-core";
import {
  ENROL_ERRORS,
  MAX_CLOCK_SKEW_MS,
  TRUST_HEADER,
  enrolRequestSchema,
  type EnrolErrorCode,
  type EnrolRequest,
  type EnrolResponse,
} from "@fleet-persona/protocol";
import type { Deps } from "../deps.ts";
import { isSoundKey } from "../identity/verify-proof.ts";
import { readBody } from "./read-body.ts";
import { replyError, replyJson } from "./reply.ts";

const MAX_BODY_BYTES = 8192;

/** `POST /enrol`: a one-time token and a public key become a host. */
export async function handleEnrol(
  deps: Deps,
  gatewayUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, MAX_BODY_BYTES);
  const parsed = enrolRequestSchema.safeParse(body === null ? undefined : parseJson(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(response, "invalid-request", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
  }
  if (!isSoundKey(Buffer.from(parsed.data.publicKey, "base64")))
    return refuse(response, "invalid-request", "publicKey: not an Ed25519 key that can be trusted");
  const skewMs = parsed.data.time - deps.now();
  if (Math.abs(skewMs) > MAX_CLOCK_SKEW_MS)
    return refuse(response, "clock-skew", `The host's clock is ${Math.round(skewMs / 1000)} s away from the hub's.`);
  const site = { gatewayUrl, knowsTrust: request.headers[TRUST_HEADER] === "1" };
  await enrol(deps, site, parsed.data, response);
}

type Site = { readonly gatewayUrl: string; readonly knowsTrust: boolean };

async function enrol(
  deps: Deps,
  { gatewayUrl, knowsTrust }: Site,
  request: EnrolRequest,
  response: ServerResponse,
): Promise<void> {
  try {
    const { tenantId, hostId, fleetId, publisherPins, trust } = await deps.hub.enrolHost(request);
    deps.log.info({ tenantId, hostId, hostName: request.hostName }, "host enrolled");
    const answer = {
      tenantId,
      hostId,
      fleetId,
      gatewayUrl,
      publisherPins,
      ...(knowsTrust && trust !== undefined ? { trust } : {}),
    };
    replyJson(response, 201, answer satisfies EnrolResponse);
  } catch (error) {
    if (error instanceof HubError) return refuse(response, enrolCodeOf(error), error.message);
    deps.log.error({ err: error }, "enrolment failed");
    refuse(response, "hub-unavailable", "The hub cannot reach its database; try again in a moment.");
  }
}

function enrolCodeOf(error: HubError): EnrolErrorCode {
  return error.detail !== null && error.detail in ENROL_ERRORS ? (error.detail as EnrolErrorCode) : "invalid-request";
}

function refuse(response: ServerResponse, code: EnrolErrorCode, message: string): void {
  replyError(response, ENROL_ERRORS[code].status, code, message);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
