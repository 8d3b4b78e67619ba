import type { EnrolRequest, EnrolResponse } from "@fleet-persona/protocol";
import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";

/** What the hub knows after an enrolment; the gateway adds its own address. */
export type EnrolledHost = Omit<EnrolResponse, "gatewayUrl"> & { readonly publisherPins: Record<string, string[]> };

/** Turns a one-time token into a host. Refusals are HubError `refused` whose `detail` is an EnrolErrorCode. */
export async function enrolHost(_deps: Deps, _request: EnrolRequest): Promise<EnrolledHost> {
  return pending("enrolHost");
}
