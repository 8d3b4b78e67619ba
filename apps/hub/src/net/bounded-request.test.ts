import { expect, test } from "vitest";
import { boundedRequest } from "./bounded-request.ts";

const post = (body: BodyInit, headers: Record<string, string> = {}): Request =>
  new Request("http://hub/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

test("boundedRequest hands over what is short enough, and a request without a body as it is", async () => {
  expect(await boundedRequest(post("12345"), 5)?.text()).toBe("12345");
  const get = new Request("http://hub/");
  expect(boundedRequest(get, 5)).toBe(get);
});

test("boundedRequest refuses a length that is announced, and reads no further than the limit of one that is not", async () => {
  expect(boundedRequest(post("x", { "content-length": "6" }), 5)).toBeNull();
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(4));
    },
  });
  await expect(boundedRequest(post(endless), 20)?.text()).rejects.toThrow(RangeError);
  expect(sent).toBeLessThan(20);
});

test("boundedRequest takes a request behind a proxy, as Next hands it over", async () => {
  const request = post("12345", { "x-kept": "yes" });
  const proxied = new Proxy(request, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const bounded = boundedRequest(proxied, 5);
  expect([bounded?.method, bounded?.url, bounded?.headers.get("x-kept")]).toEqual(["POST", "http://hub/", "yes"]);
  expect(await bounded?.text()).toBe("12345");
});
