export { GatewayError, type GatewayErrorCode } from "./gateway-error.ts";
export { startGateway, type Gateway, type GatewayOptions } from "./server.ts";
