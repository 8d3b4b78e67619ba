import { TargetError } from "../target-error.ts";

/** Notices that another process answers than before. */
export type RestartWatch = {
  /** Somebody looks: `observe` is the loop's own look, `other` a read or a plan. Throws `unreachable` when it restarted. */
  look(process: string, asker: "observe" | "other"): void;
  /** Everything was described anew, or nobody answered an observe: what comes next is not compared with what was. */
  forget(): void;
};

/**
 * After a restart everything reads as the files say, which must not pass for somebody's hand. Whoever notices is told once,
 * and so is the next `observe`, because that is where a loss is noted and everything is described anew.
 */
export function restartWatch(): RestartWatch {
  let known: string | null = null;
  let untold = false;
  return {
    look(process, asker) {
      const restarted = known !== null && known !== process;
      known = process;
      const tell = restarted || (untold && asker === "observe");
      untold = (restarted || untold) && asker !== "observe";
      if (tell) throw new TargetError("unreachable", "HAProxy restarted since the last look: look again");
    },
    forget() {
      known = null;
      untold = false;
    },
  };
}
