import { expect, test } from "vitest";
import { readBody } from "./read-body.ts";

test("readBody gives up on who sends slowly, however regularly", async () => {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      controller.enqueue(Uint8Array.of(0x20));
    },
  });
  const request = new Request("http://hub/", { method: "POST", body, duplex: "half" } as RequestInit);
  await expect(readBody(request, { bytes: 1_000_000, patienceMs: 40 })).rejects.toMatchObject({
    code: "body-too-slow",
    status: 408,
  });
});
