import { createServer, request } from "node:http";
import type { ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { spreadVisitors } from "./spread-visitors.ts";

test("spreadVisitors sends on who asks for a page while one is made, and keeps all other connections", async () => {
  spreadVisitors();
  const held: ServerResponse[] = [];
  const server = createServer((_, response) => void held.push(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const asked = (accept: string): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { port, host: "127.0.0.1", agent: false, headers: { accept, connection: "keep-alive" } },
        (answer) => {
          answer.resume();
          answer.on("end", () => resolve(answer.headers.connection));
        },
      );
      sent.on("error", reject).end();
    });
  const answerAll = async (count: number): Promise<void> => {
    while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const response of held.splice(0)) response.end("x");
  };
  const answers = [asked("text/html"), asked("text/html"), asked("image/png")];
  await answerAll(3);
  expect((await Promise.all(answers)).filter((said) => said === "close")).toHaveLength(1);
  const later = asked("text/html");
  await answerAll(1);
  expect(await later).toBe("keep-alive");
  server.close();
  server.closeAllConnections();
});
