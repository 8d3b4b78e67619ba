import { HubError } from "../hub-error.ts";

export function pending(name: string): never {
  throw new HubError("conflict", `${name} is on its way.`);
}
