import { Worker } from "node:worker_threads";
import type { Lane, LaneAnswer, TaskDescription } from "@fleet-persona/learning";
import { besideThis } from "./beside-this.ts";

const THREAD = besideThis("lane-thread");

/** Simulated fleets of one task on threads, for training that steps many of them at a time. */
export type EnvironmentThreads = AsyncDisposable & { readonly lanes: readonly Lane[] };

/** So many threads with fleets of this task; how many there are changes nothing but how long training takes. */
export function environmentThreads(task: TaskDescription, count: number): EnvironmentThreads {
  const threads = Array.from({ length: count }, () => new Worker(THREAD, { workerData: task }));
  return {
    lanes: threads.map((thread) => (request) => ask(thread, request)),
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function ask(thread: Worker, request: Parameters<Lane>[0]): Promise<LaneAnswer> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: LaneAnswer): void => {
      thread.off("error", onError);
      resolve(answer);
    };
    const onError = (error: Error): void => {
      thread.off("message", onMessage);
      reject(error);
    };
    thread.once("message", onMessage);
    thread.once("error", onError);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
    thread.postMessage(request);
  });
}
