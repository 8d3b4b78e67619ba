import { AgentError } from "../../agent-error.ts";
import type { Adopter } from "../adopter.ts";
import { parseSections } from "./config-section.ts";

/** Adopts a haproxy.cfg of 2.6 or newer. */
export const haproxyAdopter: Adopter = {
  kind: "haproxy",
  recognises: (text) => {
    const kinds = new Set(parseSections(text).map((section) => section.kind));
    return kinds.has("listen") || (kinds.has("frontend") && kinds.has("backend"));
  },
  plan: (_text, { file }) => {
    throw new AgentError("not-adoptable", `${file} has nothing to steer.`);
  },
};
