import { parentPort } from "node:worker_threads";
import { cartPole } from "../environment/cart-pole.ts";
import { type LaneRequest, serveLane } from "../environment/lanes.ts";

/** A thread that has CartPoles. */
const answer = serveLane(() => cartPole());
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.on("message", (request: LaneRequest) => parentPort?.postMessage(answer(request)));
