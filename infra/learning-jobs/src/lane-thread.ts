import { parentPort, workerData } from "node:worker_threads";
import { fleetEnvironment, serveLane, taskOf, type LaneRequest, type TaskDescription } from "@fleet-persona/learning";

const task = taskOf(workerData as TaskDescription);
const answer = serveLane(() => fleetEnvironment(task));

parentPort?.on("message", (request: LaneRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  parentPort?.postMessage(answer(request));
});
