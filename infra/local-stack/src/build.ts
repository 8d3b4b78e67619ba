import { spawn } from "node:child_process";
import path from "node:path";
import { StackError } from "./stack-error.ts";
import { projectRoot } from "./state-folder.ts";

/** Builds hub, gateway, worker and agent; what has not changed since the last build costs about a second. */
export function build(onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      path.join(projectRoot, "node_modules/.bin/turbo"),
      ["run", "build", "--output-logs=new-only", "--log-order=stream"],
      {
        cwd: projectRoot,
        env: { ...process.env, FORCE_COLOR: "0" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let tail = "";
    const listen = (chunk: Buffer): void => {
      tail = (tail + chunk.toString()).slice(-4000);
      onLine(chunk.toString().trim().split("\n").at(-1)?.slice(0, 90) ?? "");
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", (error) => reject(new StackError("not-built", `The build could not start: ${error.message}.`)));
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new StackError(
            "not-built",
            `The build failed; its last words:\n${tail.trim().split("\n").slice(-20).join("\n")}`,
          ),
        );
    });
  });
}
