export { makeOutbound } from "./outbound.ts";
export type { Outbound, OutboundAnswer, OutboundRequest, OutboundSettings } from "./outbound.ts";
export { OutboundError } from "./outbound-error.ts";
export type { OutboundErrorCode } from "./outbound-error.ts";
export type { ClosedNetworks } from "./public-address.ts";
export type { Resolve, ResolvedAddress } from "./resolve.ts";
export { makeResolveTxt } from "./resolve-txt.ts";
export type { ResolveTxt, TxtAnswer } from "./resolve-txt.ts";
export type { OutboundRules } from "./target.ts";
