import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import type { oneAtATime } from "../one-at-a-time.ts";
import { isSameValue } from "../steerable-value.ts";
import type { Step, Undo } from "../target.ts";
import { TargetError } from "../target-error.ts";

/** What a batch acts through: the values in force, and bringing values into force in one reload. */
export type BatchHost = {
  running(): Promise<Configuration>;
  bring(values: Configuration): Promise<Configuration>;
  readonly queued: ReturnType<typeof oneAtATime>;
};

export type Move = { readonly attribute: string; readonly from: AttributeValue; readonly to: AttributeValue };

/**
 * One plan is one reload: every step but the last only says what it wants, and the last brings all of it into force. A
 * crash before that has changed nothing; a failure there has put everything back. Undone in reverse, the last step's way
 * back is one reload too, and those before it find their values where they were.
 */
export function batchOf(moves: readonly Move[], host: BatchHost): readonly Step[] {
  const wanted = new Map<string, AttributeValue>();
  let before: Configuration | null = null;
  const applyLast = async (): Promise<Configuration> => {
    const found = await host.running();
    const values = { ...found, ...Object.fromEntries(wanted) };
    const inForce = await host.bring(values);
    for (const [name, value] of wanted) {
      if (!isSameValue(inForce[name], value))
        throw new TargetError("read-back-differs", `${name} was set to ${String(value)} and reads differently`);
    }
    return found;
  };
  const takeBack = async (names: readonly string[]): Promise<void> => {
    if (before === null) return;
    const running = await host.running();
    const back = Object.fromEntries(names.map((name) => [name, before?.[name] ?? false]));
    if (names.every((name) => isSameValue(running[name], back[name]))) return;
    await host.bring({ ...running, ...back });
  };
  return moves.map((move, index): Step => {
    const isLast = index === moves.length - 1;
    const summary = `${move.attribute}: ${String(move.from)} to ${String(move.to)}`;
    const undo: Undo = () =>
      host.queued(async () => {
        const names = isLast ? [...wanted.keys()] : [move.attribute];
        await takeBack(names);
        wanted.delete(move.attribute);
      });
    return {
      attribute: move.attribute,
      summary: isLast ? `${summary} (reloads)` : summary,
      apply: () =>
        host.queued(async () => {
          wanted.set(move.attribute, move.to);
          if (!isLast) return undo;
          try {
            before = await applyLast();
          } catch (error) {
            wanted.delete(move.attribute);
            throw error;
          }
          return undo;
        }),
    };
  });
}
