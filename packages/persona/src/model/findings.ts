import { MODEL_LIMITS } from "./limits.ts";
import type { ModelCode } from "./model-codes.ts";
import type { ModelFinding } from "./model-report.ts";

const PATH_LIMIT = 512;
const MESSAGE_LIMIT = 1_000;

/** Collects what a model is refused for, up to a number that a person still reads. */
export class Findings {
  readonly list: ModelFinding[] = [];
  /** Whether bytes could not be read to their end: what they mean is then unknown, and not judged. */
  unreadable = false;

  get isFull(): boolean {
    return this.list.length >= MODEL_LIMITS.findings;
  }

  add(code: ModelCode, path: string, message: string): void {
    const left = MODEL_LIMITS.findings - this.list.length;
    if (left === 1)
      this.list.push({ code: "more-findings", path: "", message: "There is more; correct these and check again." });
    if (left > 1) this.list.push({ code, path: clipped(path, PATH_LIMIT), message: clipped(message, MESSAGE_LIMIT) });
  }
}

// Names come from the file: what is shown of them is printable and short.
function clipped(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
