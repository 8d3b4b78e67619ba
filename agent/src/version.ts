/** This build's version, told to the hub. */
export const AGENT_VERSION = "0.1.0";
