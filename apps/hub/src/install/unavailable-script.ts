import { shellWord } from "@fleet-persona/persona";

/** What a hub without a release answers to a line that expects an installer. */
export function unavailableScript(hubUrl: string): string {
  return `#!/bin/sh\necho ${shellWord(`fleet-agent: the hub at ${hubUrl} has no signed agent release to hand out; ask its administrator to set AGENT_RELEASE.`)} >&2\nexit 1\n`;
}
