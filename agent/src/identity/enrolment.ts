import {
  TRUST_HEADER,
  enrolResponseSchema,
  httpErrorSchema,
  type EnrolErrorCode,
  type EnrolResponse,
} from "@fleet-persona/protocol";
import { AgentError, messageOf } from "../agent-error.ts";
import { AGENT_VERSION } from "../version.ts";

/** Trades a one-time token for an identity. Throws `hub-unreachable`, or `hub-refused` with the hub's code. */
export async function enrol(request: {
  gatewayUrl: string;
  token: string;
  publicKey: Uint8Array;
  hostName: string;
  now: number;
}): Promise<EnrolResponse> {
  const { token, hostName } = request;
  const publicKey = Buffer.from(request.publicKey).toString("base64");
  const body = JSON.stringify({ token, publicKey, hostName, agentVersion: AGENT_VERSION, time: request.now });
  const response = await post(request.gatewayUrl, body);
  const json = parseJson(await response.text());
  const accepted = enrolResponseSchema.safeParse(json);
  if (response.ok && accepted.success) return accepted.data;
  const refusal = httpErrorSchema.safeParse(json);
  if (!refusal.success) {
    const what = `${request.gatewayUrl} answered ${response.status} and not as a gateway does`;
    throw new AgentError("hub-unreachable", `${what}: check the address given with --gateway.`);
  }
  const { code, message } = refusal.data.error;
  throw new AgentError("hub-refused", `${adviceFor(code, message)} (${code})`, { detail: code });
}

const ADVICE: Readonly<Record<EnrolErrorCode, string>> = {
  "token-expired": "This token has expired: make a new one on your fleet's page.",
  "token-used": "This token was used before: make a new one on your fleet's page, each enrols one host.",
  "token-unknown": "The hub does not know this token: copy the whole line from your fleet's page.",
  "clock-skew": "This host's clock is off by more than the hub accepts: set the clock and try again.",
  "invalid-request": "The hub did not understand the request: this agent may be too old for it.",
  "hub-unavailable": "The hub cannot enrol hosts just now: try again in a minute.",
};

function adviceFor(code: string, message: string): string {
  return code in ADVICE ? ADVICE[code as EnrolErrorCode] : message;
}

async function post(gatewayUrl: string, body: string): Promise<Response> {
  const headers = { "content-type": "application/json", [TRUST_HEADER]: "1" };
  try {
    const url = new URL("/enrol", gatewayUrl);
    return await fetch(url, { method: "POST", headers, body, redirect: "error", signal: AbortSignal.timeout(15_000) });
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
    const message = `The gateway ${gatewayUrl} cannot be reached (${cause}): check the address and that this host may connect to it.`;
    throw new AgentError("hub-unreachable", message, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
