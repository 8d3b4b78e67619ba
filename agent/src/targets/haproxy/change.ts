import type { AttributeValue } from "@fleet-persona/persona";
import { TargetError } from "../target-error.ts";
import type { HostState, Knob, KnobHost } from "./knob.ts";
import { expectSilence } from "./runtime-api.ts";

/** Sends commands that answer nothing and, in the same exchange, reads what holds then, as far as `knobs` need it. */
export type SendAndRead = (commands: readonly string[], knobs: readonly Knob[]) => Promise<HostState>;

/** Changes one knob and reads it back. Whatever goes wrong half way, what was changed is put back; the first trouble is told. */
export async function changeKnob(
  knob: Knob,
  value: AttributeValue,
  before: HostState,
  host: KnobHost,
  send: SendAndRead,
): Promise<void> {
  try {
    await knob.prepare?.(value, before, host);
    const after = await send(knob.commands(value, before, host), [knob]);
    if (after.proxy.process !== before.proxy.process)
      throw new TargetError("unreachable", `HAProxy restarted while ${knob.name} was changed`);
    if (!knob.inForce(value, after, host))
      throw new TargetError("read-back-differs", `${knob.name} was set to ${String(value)} and reads differently`);
    await knob.keep?.(value, after, host);
  } catch (error) {
    await putBack(knob, before, host, send).catch(() => undefined);
    throw error;
  }
}

/** Puts back what `before` shows and reads it back; after a restart too. */
export async function undoKnob(knob: Knob, before: HostState, host: KnobHost, send: SendAndRead): Promise<void> {
  const value = knob.read(before, host);
  const now = knob.read(await putBack(knob, before, host, send), host);
  if (now === value || Math.abs(Number(now) - Number(value)) < 0.001) return;
  throw new TargetError("read-back-differs", `${knob.name} did not go back to ${String(value)}`);
}

async function putBack(knob: Knob, before: HostState, host: KnobHost, send: SendAndRead): Promise<HostState> {
  await knob.prepareBack?.(before, host);
  const after = await send(knob.commandsBack(before, host), [knob]);
  await knob.keep?.(knob.read(before, host), after, host);
  return after;
}

/** Splits off the replies to commands that answer nothing; throws `refused` when one of them did. */
export function afterSilence(commands: readonly string[], replies: readonly string[]): readonly string[] {
  for (const [index, command] of commands.entries()) expectSilence(command, replies[index]);
  return replies.slice(commands.length);
}
