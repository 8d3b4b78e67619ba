import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { makeOutbound } from "./outbound.ts";
import type { OutboundSettings } from "./outbound.ts";
import { OutboundError } from "./outbound-error.ts";

type Served = AsyncDisposable & { readonly port: number };

async function serve(server: Server): Promise<Served> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const answering = (listener: RequestListener): Promise<Served> => serve(createServer(listener));

const local = (settings: Partial<OutboundSettings> = {}) => makeOutbound({ allowLoopback: true, ...settings });
const post = (port: number, host = "127.0.0.1") =>
  ({ url: `http://${host}:${port}/hook`, method: "POST", headers: { "x-a": "b" }, body: "hello" }) as const;

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "answered",
    (error: unknown) => (error instanceof OutboundError ? error.code : String(error)),
  );

describe("makeOutbound", () => {
  it("sends what it was given, and gives the answer back", async () => {
    await using server = await answering((request, response) => {
      request.setEncoding("utf8");
      request.on("data", (body: string) => {
        response.writeHead(202).end([request.method, request.headers["x-a"], body].join(" "));
      });
    });
    expect(await local().send(post(server.port))).toEqual({
      status: 202,
      body: "POST b hello",
      cutOff: false,
      retryAfterMs: null,
    });
  });

  it("connects to the address that was checked, and asks for it once", async () => {
    await using server = await answering((request, response) => response.end(request.headers.host));
    let asked = 0;
    // Whoever asks a second time is led elsewhere.
    const resolve = async () => [{ address: asked++ === 0 ? "127.0.0.1" : "10.0.0.1", family: 4 }];
    const answer = await local({ resolve }).send(post(server.port, "hooks.example"));
    expect([answer.body, asked]).toEqual([`hooks.example:${server.port}`, 1]);
  });

  it.each([
    [["10.0.0.1"]],
    [["1.1.1.1", "192.168.0.1"]],
    [["2606:4700::1111", "::1"]],
    [["::ffff:127.0.0.1"]],
    [["169.254.169.254"]],
  ])("refuses a name that leads to %j, even by one of its addresses", async (addresses) => {
    const resolve = async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const outbound = makeOutbound({ allowLoopback: false, resolve });
    const request = { url: "https://hooks.example/", method: "POST", headers: {} } as const;
    expect(await codeOf(outbound.send(request))).toBe("address-refused");
  });

  it("refuses a name of this machine where nothing was set", async () => {
    const outbound = makeOutbound({ allowLoopback: false });
    const request = { url: "https://localhost/", method: "POST", headers: {} } as const;
    expect(await codeOf(outbound.send(request))).toBe("address-refused");
  });

  it("says when a name has no address", async () => {
    const resolve = async () => [];
    expect(await codeOf(local({ resolve }).send(post(443, "nowhere.example")))).toBe("name-unresolved");
    const failing = () => Promise.reject(new TypeError("SERVFAIL"));
    expect(await codeOf(local({ resolve: failing }).send(post(443, "nowhere.example")))).toBe("name-unresolved");
  });

  it("follows no redirect", async () => {
    let asked = 0;
    await using server = await answering((_request, response) => {
      asked += 1;
      response.writeHead(307, { location: "/elsewhere", "retry-after": "7" }).end();
    });
    expect(await local().send(post(server.port))).toMatchObject({ status: 307, retryAfterMs: 7_000 });
    expect(asked).toBe(1);
  });

  it("reads no more of an answer than was allowed", async () => {
    await using server = await answering((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    });
    const answer = await local({ mostAnswerBytes: 1_000 }).send(post(server.port));
    expect([answer.body.length, answer.cutOff]).toEqual([1_000, true]);
  });

  it("refuses headers without end, and sends no body that is too large", async () => {
    await using server = await answering((_request, response) => {
      response.writeHead(200, { "x-large": "x".repeat(20_000) }).end();
    });
    expect(await codeOf(local().send(post(server.port)))).toBe("answer-broken");
    const small = local({ mostRequestBytes: 4 });
    expect(await codeOf(small.send(post(server.port)))).toBe("request-too-large");
  });

  it("ends at its deadline, whether the name, the answer or its end is late", async () => {
    const never = new Promise<never>(() => {});
    const late = { deadlineMs: 150 };
    expect(await codeOf(local({ ...late, resolve: () => never }).send(post(80, "slow.example")))).toBe("timed-out");
    await using silent = await answering(() => {});
    expect(await codeOf(local(late).send(post(silent.port)))).toBe("timed-out");
    await using dripping = await answering((_request, response) => {
      response.write("x");
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect(await codeOf(local(late).send(post(dripping.port)))).toBe("timed-out");
  });

  it("says what failed where nobody listens, where no TLS is spoken, and where the answer is not HTTP", async () => {
    const closed = await answering(() => {});
    await closed[Symbol.asyncDispose]();
    expect(await codeOf(local().send(post(closed.port)))).toBe("connect-failed");
    await using plain = await answering((_request, response) => response.end());
    const secure = { ...post(plain.port), url: `https://127.0.0.1:${plain.port}/` };
    expect(await codeOf(local().send(secure))).toBe("tls-failed");
    await using noise = await serve(createTcpServer((socket) => socket.end("SSH-2.0-nothing\r\n")));
    expect(await codeOf(local().send(post(noise.port)))).toBe("answer-broken");
  });

  it("names no address in what it says", async () => {
    const resolve = async () => [{ address: "10.0.0.1", family: 4 }];
    const outbound = makeOutbound({ allowLoopback: false, resolve });
    const failure = await outbound
      .send({ url: "https://inside.example/", method: "GET", headers: {} })
      .catch((error: unknown) => error);
    expect(String(failure)).not.toContain("10.0.0.1");
  });
});
