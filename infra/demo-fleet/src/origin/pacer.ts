/** Lets work begin only while CPU time is left; used where no kernel quota holds the origin. */
export type Pacer = { turn<T>(work: () => T): Promise<T> };

type PacerOptions = {
  readonly cores: number;
  readonly periodMs?: number;
  readonly now?: () => number;
  /** CPU milliseconds used so far. */
  readonly used?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
};

/** A token bucket of CPU time: fills with `cores`, holds one period at most, is charged with what was measured. First come, first served. */
export function pacer(options: PacerOptions): Pacer {
  const { cores, periodMs = 100, now = () => performance.now(), used = cpuMs, sleep = wait } = options;
  let left = cores * periodMs;
  let at = now();
  let charged = used();
  let tail: Promise<unknown> = Promise.resolve();
  // Milliseconds of CPU time in the bucket now.
  const settle = (): number => {
    const time = now();
    const spent = used();
    left = Math.min(cores * periodMs, left + (time - at) * cores - (spent - charged));
    at = time;
    charged = spent;
    return left;
  };
  return {
    turn(work) {
      const next = tail.then(async () => {
        for (let have = settle(); have <= 0; have = settle()) await sleep(Math.max(1, -have / cores));
        return work();
      });
      tail = next.catch(() => undefined);
      return next;
    },
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const wait = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
