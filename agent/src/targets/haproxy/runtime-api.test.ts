import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { expectSilence, runtimeApi, splitReplies } from "./runtime-api.ts";

async function served(answer: (socket: Socket, request: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), "ra-"));
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => undefined);
    socket.once("data", (chunk) => answer(socket, chunk.toString("utf8")));
  });
  server.listen(join(folder, "s"));
  await once(server, "listening");
  return {
    path: join(folder, "s"),
    async [Symbol.asyncDispose]() {
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

test("splitReplies gives back what was joined with an empty line after each", () => {
  const line = fc.stringMatching(/^[a-z0-9 ,]{1,20}$/);
  const reply = fc.array(line, { maxLength: 4 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(fc.array(reply), (replies) => {
      const wire = replies.map((text) => (text === "" ? "\n" : `${text}\n\n`)).join("");
      expect(splitReplies(wire)).toEqual(replies);
    }),
  );
});

test("splitReplies does not count a reply that is not ended", () => {
  expect(splitReplies("a\nb\n\nhalf of a")).toEqual(["a\nb"]);
});

test("runtimeApi sends a batch on one line and keeps the order of the replies", async () => {
  await using own = await served((socket, request) => socket.end(request === "one;two\n" ? "1\n\n\n" : "?\n\n"));
  expect(await runtimeApi(own.path).send(["one", "two"])).toEqual(["1", ""]);
});

test("runtimeApi calls a reply that breaks off unreachable", async () => {
  await using own = await served((socket) => socket.end("Name: HAPr"));
  await expect(runtimeApi(own.path).send(["show info"])).rejects.toMatchObject({ code: "unreachable" });
});

test("runtimeApi gives up on silence", async () => {
  await using own = await served((socket) => void setTimeout(() => socket.destroy(), 400));
  await expect(runtimeApi(own.path, 100).send(["show info"])).rejects.toMatchObject({ code: "unreachable" });
});

test("runtimeApi calls a missing socket unreachable", async () => {
  await expect(runtimeApi("/nonexistent/s").send(["show info"])).rejects.toMatchObject({ code: "unreachable" });
});

test("runtimeApi never sends a name that holds a second command", async () => {
  for (const text of ["show stat;shutdown", "set map a b\nshow info", "a\\;b"]) {
    await expect(runtimeApi("/nonexistent/s").send([text])).rejects.toMatchObject({ code: "invalid-config" });
  }
});

test("expectSilence says what HAProxy refused", () => {
  expectSilence("set map a b c", "");
  expect(() => expectSilence("set map a b c", "Permission denied\n")).toThrow(
    expect.objectContaining({ code: "refused", message: expect.stringContaining("Permission denied") }),
  );
});
