import { setTimeout as sleep } from "node:timers/promises";
import { claimSubjects, handleSubject } from "@fleet-persona/hub-core";
import type { ClaimedSubject, MoneyDeps } from "@fleet-persona/hub-core";
import type { Logger } from "pino";

const restMs = 250;
const claimedAtOnce = 16;

/**
 * Brings what the processor's events are about up to date, so many subjects at a time. What a dead worker had claimed is claimed again when
 * its time is over. Disposing waits for the subjects at hand.
 */
export function workPayments(money: MoneyDeps, log: Logger, concurrency: number): AsyncDisposable {
  const stopping = new AbortController();
  const rest = (): Promise<unknown> => sleep(restMs, undefined, { signal: stopping.signal }).catch(() => {});
  const waiting: ClaimedSubject[] = [];
  const work = rounds();

  async function rounds(): Promise<void> {
    while (!stopping.signal.aborted) {
      const claimed = await claimSubjects(money, claimedAtOnce).catch((error: unknown) => {
        log.warn({ err: error }, "payment events could not be looked for now");
        return [];
      });
      if (claimed.length === 0) {
        await rest();
        continue;
      }
      waiting.push(...claimed);
      await Promise.all(Array.from({ length: concurrency }, lane));
    }
  }

  async function lane(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !stopping.signal.aborted; next = waiting.shift()) {
      try {
        if (!(await handleSubject(money, next)))
          log.warn({ subject: next.subject }, "a payment subject could not be read; its turn comes again");
      } catch (error) {
        log.warn({ err: error, subject: next.subject }, "a payment subject could not be read; its turn comes again");
      }
    }
  }

  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await work;
    },
  };
}
