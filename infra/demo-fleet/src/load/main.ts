import { openLoop } from "./open-loop.ts";
import type { LoadMessage, LoadOrder } from "./load-report.ts";

const say = (message: LoadMessage, then: () => void = () => undefined) =>
  void process.send?.(message, undefined, undefined, then);

process.on("disconnect", () => process.exit(0));
process.once("message", (order) => {
  say({ kind: "started" });
  void openLoop(order as LoadOrder, (bucket) => say({ kind: "second", bucket })).then((report) =>
    say({ kind: "report", report }, () => process.exit(0)),
  );
});
say({ kind: "listening" });
