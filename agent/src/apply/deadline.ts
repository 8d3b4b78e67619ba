/** What came of a call that was given a limited time. A late call goes on by itself; its result is dropped. */
export type Timed<Value> = { kind: "done"; value: Value } | { kind: "late" } | { kind: "threw"; error: unknown };

/** Waits for `work` at most `limitMs`. Never rejects. */
export async function withDeadline<Value>(limitMs: number, work: () => Promise<Value>): Promise<Timed<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Timed<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "late" }), limitMs);
  });
  try {
    return await Promise.race([settle(work), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A call that never overlaps itself: while an earlier one is still under way, even past its time, the answer is
 * `late` and nothing is started.
 */
export function exclusive<Value, Arguments extends readonly unknown[]>(
  limitMs: number,
  work: (...given: Arguments) => Promise<Value>,
): (...given: Arguments) => Promise<Timed<Value>> {
  let underWay: Promise<unknown> | undefined;
  return async (...given) => {
    if (underWay !== undefined) return { kind: "late" };
    const call = settle(() => work(...given));
    const mine = call.finally(() => {
      underWay = undefined;
    });
    underWay = mine;
    return await withDeadline(limitMs, () => call).then((timed) => (timed.kind === "done" ? timed.value : timed));
  };
}

async function settle<Value>(work: () => Promise<Value>): Promise<Timed<Value>> {
  try {
    return { kind: "done", value: await work() };
  } catch (error) {
    return { kind: "threw", error };
  }
}
