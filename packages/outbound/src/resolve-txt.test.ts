import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect, test } from "vitest";
import { makeResolveTxt } from "./resolve-txt.ts";

/** A name server that answers every question with these TXT strings; none: the name does not exist; null: it says nothing. */
async function startDns(strings: readonly string[] | null) {
  const socket = createSocket("udp4");
  socket.on("message", (question, from) => {
    if (strings === null) return;
    const header = Buffer.from(question.subarray(0, 12));
    header.writeUInt16BE(strings.length === 0 ? 0x8183 : 0x8180, 2);
    header.writeUInt16BE(strings.length === 0 ? 0 : 1, 6);
    header.writeUInt16BE(0, 8);
    header.writeUInt16BE(0, 10);
    // The question ends with the empty label, a type and a class.
    const end = question.indexOf(0, 12) + 5;
    const data = Buffer.concat(strings.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])));
    const answer = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]);
    const answers = strings.length === 0 ? [] : [answer, data];
    socket.send(Buffer.concat([header, question.subarray(12, end), ...answers]), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  const resolveTxt = makeResolveTxt({ servers: [`127.0.0.1:${port}`], timeoutMs: 200, tries: 1 });
  return {
    resolveTxt,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}

test.each([
  [["one=1"], { kind: "found", records: ["one=1"] }],
  [["in two ", "parts"], { kind: "found", records: ["in two parts"] }],
  [[], { kind: "none" }],
  [null, { kind: "unanswered" }],
])("makeResolveTxt reads %j as %j", async (strings, expected) => {
  await using dns = await startDns(strings);
  expect(await dns.resolveTxt("_fleet-persona.example.org")).toEqual(expected);
});
