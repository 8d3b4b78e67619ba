import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { PerformanceObserver, constants } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Options = {
  /** Bytes of new objects from which on it is worth the while. */
  readonly fromBytes: number;
  readonly youngBytes: () => number;
  /** Whether a collection of all objects is under way: asking for a small one would have V8 finish it at once. */
  readonly isMarking: () => boolean;
  readonly collect: () => void;
};

/**
 * Has new objects collected while nobody is being answered. A page is made of some megabytes of them, and the collector stops
 * everything when their space is full: in the middle of a page it also has all of that page to carry over, and whoever asked waits.
 */
export function collectBetween({ fromBytes, youngBytes, isMarking, collect }: Options): () => () => void {
  let answering = 0;
  const look = (): void => {
    if (answering === 0 && !isMarking() && youngBytes() >= fromBytes) collect();
  };
  /** Called when a request comes; what it gives is called when it is answered. */
  return () => {
    let isOver = false;
    answering += 1;
    return () => {
      if (isOver) return;
      isOver = true;
      answering -= 1;
      // After what else happens at the end of an answer, so that it is let go of.
      if (answering === 0) setImmediate(look);
    };
  };
}

/** The same for what this process is asked. */
export function collectWhenIdle(): void {
  const begun = collectBetween({
    fromBytes: 24 * 1024 * 1024,
    youngBytes: newSpaceBytes,
    isMarking: watchMarking(),
    collect: minorCollection(),
  });
  subscribe("http.server.request.start", (message) => {
    const { response } = message as { response: ServerResponse };
    response.once("close", begun());
  });
}

// It begins with an entry of its kind, and ends with the one of the whole collection.
function watchMarking(): () => boolean {
  let marking = false;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind } = (entry as unknown as { readonly detail: { readonly kind: number } }).detail;
      if (kind === constants.NODE_PERFORMANCE_GC_INCREMENTAL) marking = true;
      else if (kind === constants.NODE_PERFORMANCE_GC_MAJOR) marking = false;
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  return () => marking;
}

function newSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_used_size ?? 0;
}

// There is no other way to ask V8 for it; the flag makes a function for contexts that come later, of which there is this one.
function minorCollection(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (options: { readonly type: "minor" }) => void;
  setFlagsFromString("--no-expose-gc");
  return () => collect({ type: "minor" });
}
