import { STOPPED_EXIT_CODE } from "../persona-error.ts";
import type { Progress } from "../progress/progress.ts";
import type { World } from "../world.ts";

/** Whether a person wants it to end. */
export type Interruption = { readonly signal: AbortSignal; readonly release: () => void };

/** The first Ctrl-C asks for an end at the next moment that can be saved; the second ends at once. */
export function interruptible(world: World, progress: Progress): Interruption {
  const controller = new AbortController();
  const release = world.onInterrupt(() => {
    if (controller.signal.aborted) world.exit(STOPPED_EXIT_CODE);
    controller.abort(new TypeError("stopped by a person"));
    progress.say("Stopping at the next moment that can be saved; Ctrl-C again ends at once.");
  });
  return { signal: controller.signal, release };
}
