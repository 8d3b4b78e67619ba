import { isStorableJson } from "../text.ts";
import { HubError } from "../hub-error.ts";

/** A task as it is kept: its JSON. `refused` (`task-refused`) for what is none. */
export function taskText(task: unknown): string {
  if (typeof task !== "object" || task === null || Array.isArray(task) || !isStorableJson(task))
    throw new HubError("refused", "The task must be a JSON object.", "task-refused");
  return JSON.stringify(task);
}
