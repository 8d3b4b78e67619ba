import type { Adopter } from "./adopter.ts";
import { haproxyAdopter } from "./haproxy/haproxy-adopter.ts";
import { nginxAdopter } from "./nginx/nginx-adopter.ts";

/** Every kind of configuration that `fleet-agent adopt` reads; a new one is a line here. */
export const ADOPTERS: readonly Adopter[] = [haproxyAdopter, nginxAdopter];
