import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { confinedCommand, type Confinement } from "./confinement.ts";
import { FrameReader, headerOf, type Frame } from "./frames.ts";
import { residentMemory } from "./resident-memory.ts";
import type { SandboxLimits } from "./sandbox-limits.ts";
import { SandboxStop, type SandboxCode } from "./sandbox-stop.ts";

/** A request to the process in a sandbox, and what it may take. */
export type Exchange = {
  readonly kind: number;
  readonly payload: Uint8Array;
  readonly mostAnswerBytes: number;
  readonly limitMs: number;
};

const LOOK_EVERY_MS = 50;
const LAST_WORDS = 2_000;
const LET_GO_MS = 500;

/**
 * A process of its own group, with an empty environment and an empty folder, that answers one request after the other. Whatever it
 * does, an exchange ends: with its answer, or with a `SandboxStop` after the whole group was killed.
 */
export class SandboxProcess implements AsyncDisposable {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #limits: SandboxLimits;
  readonly #ended: Promise<void>;
  #stop: SandboxStop | null = null;
  #lastWords = "";
  #peakMb: number | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(module: URL, confinement: Confinement, limits: SandboxLimits) {
    this.#limits = limits;
    this.#folder = mkdtempSync(join(tmpdir(), "fleet-persona-gate-"));
    // Nobody writes into it, so that it stays as empty as it is.
    chmodSync(this.#folder, 0o555);
    const { file, args } = confinedCommand(confinement, limits, nodeCommand(module, limits));
    this.#child = spawn(file, args, {
      env: {},
      cwd: this.#folder,
      detached: true,
      stdio: ["pipe", "ignore", "pipe", "pipe"],
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    // What it no longer reads is told by its end.
    this.#child.stdin?.on("error", () => undefined);
    this.#ended = new Promise((resolve) => {
      this.#child.once("error", (error) => {
        this.#stop ??= new SandboxStop("cannot-start", `The sandbox does not start: ${error.message}.`);
        resolve();
      });
      this.#child.once("exit", () => this.#letGo());
      this.#child.once("close", (code, signal) => {
        this.#stop ??= this.#endOf(code, signal);
        resolve();
      });
    });
  }

  /** Most MiB it was seen to hold; null where the system does not tell. */
  get peakMb(): number | null {
    return this.#peakMb;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** One after the other, however many ask. Rejects with a `SandboxStop`. */
  exchange(request: Exchange): Promise<Frame> {
    const answer = this.#last.then(() => this.#exchange(request));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Kills the whole group, for that reason if there was none before. */
  kill(code: SandboxCode, message: string): void {
    this.#stop ??= new SandboxStop(code, message);
    this.#look();
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // Already gone.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("aborted", "The sandbox was closed.");
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #exchange({ kind, payload, mostAnswerBytes, limitMs }: Exchange): Promise<Frame> {
    if (this.#stop !== null) throw this.#stop;
    const answers = this.#child.stdio[3] as Readable;
    const reader = new FrameReader(mostAnswerBytes);
    const clock = setTimeout(() => this.kill("out-of-time", tooLong(limitMs)), limitMs);
    const watch = setInterval(() => this.#look(), LOOK_EVERY_MS);
    let onData = (_bytes: Uint8Array): void => undefined;
    try {
      const whole = new Promise<Frame>((resolve) => {
        onData = (bytes) => {
          const frame = reader.push(bytes);
          if (frame === "too-much") this.kill("garbage", "It answered with more than an answer can be.");
          else if (frame !== "more") resolve(frame);
        };
        answers.on("data", onData).resume();
      });
      const requests = this.#child.stdin as Writable;
      requests.write(headerOf(kind, payload.length));
      requests.write(payload);
      const frame = await Promise.race([whole, this.#ended]);
      this.#look();
      if (frame === undefined || this.#stop !== null) throw this.#stopped();
      return frame;
    } finally {
      clearTimeout(clock);
      clearInterval(watch);
      answers.off("data", onData);
      answers.pause();
    }
  }

  /** Reads what is left in the pipes to their end; whoever else still holds them does not keep us. */
  #letGo(): void {
    const pipes = this.#child.stdio.filter((pipe) => pipe !== null && pipe !== undefined);
    for (const pipe of pipes) if ("resume" in pipe) pipe.resume();
    setTimeout(() => pipes.forEach((pipe) => pipe.destroy()), LET_GO_MS).unref();
  }

  #stopped(): SandboxStop {
    return this.#stop ?? new SandboxStop("died", "The process of the model ended.");
  }

  #look(): void {
    const memory = residentMemory(this.#child.pid ?? 0);
    if (memory === null) return;
    this.#peakMb = Math.max(this.#peakMb ?? 0, memory.peak);
    if (memory.now > this.#limits.memoryMb && this.#stop === null) this.kill("out-of-memory", tooMuch(this.#limits));
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): SandboxStop {
    if (signal === "SIGXCPU") return new SandboxStop("out-of-time", tooLong(this.#limits.cpuS * 1000));
    if (/heap out of memory/.test(this.#lastWords)) return new SandboxStop("out-of-memory", tooMuch(this.#limits));
    const how = signal === null ? `exit code ${code ?? "?"}` : signal;
    const words = this.#lastWords.trim().slice(-300);
    return new SandboxStop("died", `The process of the model ended (${how})${words === "" ? "" : `: ${words}`}.`);
  }
}

function nodeCommand(module: URL, { memoryMb }: SandboxLimits): readonly string[] {
  return [
    process.execPath,
    // What JavaScript there is may read (the runtime has to be loaded) and nothing else: no file, thread or program.
    "--permission",
    "--allow-fs-read=*",
    "--allow-addons",
    "--disable-warning=SecurityWarning",
    `--max-old-space-size=${Math.min(128, memoryMb)}`,
    fileURLToPath(module),
  ];
}

function tooLong(ms: number): string {
  return `It took more than ${ms / 1000} s.`;
}

function tooMuch({ memoryMb }: SandboxLimits): string {
  return `It took more than ${memoryMb} MiB of memory.`;
}
