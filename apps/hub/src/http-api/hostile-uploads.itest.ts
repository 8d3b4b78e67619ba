import { request as httpRequest } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { canonicalBytes, sealEnvelope } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApiWorld } from "./api-world.fixture.ts";
import type { ApiWorld } from "./api-world.fixture.ts";
import { acmeKey, asBase64, sampleBundle } from "./sample-bundle.fixture.ts";

type Files = Readonly<Record<string, string>>;
const mib = 1024 * 1024;

describe("POST /api/v1/personas, from somebody hostile,", () => {
  let api: ApiWorld;
  let token: string;
  beforeAll(async () => {
    api = await startApiWorld();
    token = await api.tokenFor("personas:publish");
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const post = async (body: string | Uint8Array, headers: Record<string, string> = {}): Promise<string> => {
    const response = await fetch(`${api.url}/api/v1/personas`, {
      method: "POST",
      body: body as BodyInit,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    });
    const { error } = (await response.json()) as { error?: { code: string } };
    return `${response.status} ${error?.code ?? ""}`;
  };
  const publish = (files: Files) => post(JSON.stringify({ files }));
  /** A bundle whose persona.json is these very bytes, well signed. */
  const signedText = (text: string): Files => {
    const bytes = Buffer.from(text);
    const bundle = new Map(sampleBundle({ version: 2 }));
    bundle.set("persona.json", bytes).set("envelope.json", sealEnvelope(bytes, [acmeKey]));
    return asBase64(bundle);
  };
  const manifestText = (): string =>
    Buffer.from(sampleBundle({ version: 2 }).get("persona.json") ?? []).toString("utf8");

  /** Sends for as long as it is listened to; says what was answered and how much was sent by then. */
  const pour = (
    path: string,
    headers: Record<string, string>,
    most = 400 * mib,
  ): Promise<{ status: number; sent: number }> =>
    new Promise((resolve, reject) => {
      let sent = 0;
      const outgoing = httpRequest(`${api.url}${path}`, { method: "POST", headers });
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      const more = (): void => {
        while (sent < most && !outgoing.destroyed) {
          sent += chunk.length;
          if (!outgoing.write(chunk)) break;
        }
      };
      outgoing.on("drain", more);
      outgoing.on("response", (incoming) => {
        incoming.resume();
        resolve({ status: incoming.statusCode ?? 0, sent });
        outgoing.destroy();
      });
      outgoing.on("error", (error) => (sent === 0 ? reject(error) : undefined));
      more();
    });

  it("is cut short with 413 where a body grows too large, announced or not", async () => {
    const bearer = { authorization: `Bearer ${token}` };
    const announced = await pour("/api/v1/personas", { ...bearer, "content-length": String(400 * mib) });
    expect(announced.status).toBe(413);
    expect(announced.sent).toBeLessThan(16 * mib);
    const chunked = await pour("/api/v1/keyrings/acme", { ...bearer, "transfer-encoding": "chunked" });
    expect(chunked.status).toBe(413);
    expect(chunked.sent).toBeLessThan(16 * mib);
  });

  it("is not read at all without a token", async () => {
    const { status, sent } = await pour("/api/v1/personas", { "transfer-encoding": "chunked" });
    expect(status).toBe(401);
    expect(sent).toBeLessThan(16 * mib);
  });

  it("cannot unpack to more than it might have sent, nor be packed twice or in another way", async () => {
    const bomb = gzipSync(Buffer.alloc(96 * mib, 0x20), { level: 9 });
    expect(bomb.length).toBeLessThan(mib);
    expect(await post(bomb, { "content-encoding": "gzip" })).toBe("413 body-too-large");
    expect(await post(gzipSync(bomb), { "content-encoding": "gzip, gzip" })).toBe("415 unsupported-media-type");
    expect(await post(deflateSync("{}"), { "content-encoding": "deflate" })).toBe("415 unsupported-media-type");
    expect(await post(brotliCompressSync("{}"), { "content-encoding": "br" })).toBe("415 unsupported-media-type");
    expect(await post("{}", { "content-encoding": "gzip" })).toBe("400 body-malformed");
  });

  it("is refused for JSON nested without end, for names given twice and for a prototype", async () => {
    const deep = `{"files":${"[".repeat(1_000_000)}`;
    expect(await post(deep)).toBe("400 body-malformed");
    expect(await post('{"files":{},"files":{}}')).toBe("400 body-malformed");
    expect(await post(String.raw`{"files":{},"f\u0069les":{}}`)).toBe("400 body-malformed");
    expect(await post('{"files":{"__proto__":"AAAA"}}')).toMatch(/^4(?:00|22) /);
    expect(await post('{"__proto__":{"files":{}},"files":{}}')).toBe("400 body-malformed");
    expect(({} as Record<string, unknown>)["files"]).toBeUndefined();
  });

  it("brings exactly the five files by their names", async () => {
    const good = asBase64(sampleBundle({ version: 2 }));
    expect(await publish({ ...good, "../../etc/passwd": "AAAA" })).toBe("422 file-unlisted");
    expect(await publish({ ...good, "policy.onnx.exe": "AAAA" })).toBe("422 file-unlisted");
    expect(await publish({ ...good, constructor: "AAAA" })).toBe("422 file-unlisted");
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, ""]));
    expect(await publish({ ...good, ...many })).toBe("422 file-unlisted");
    expect(await publish({ ...good, ["x".repeat(65)]: "" })).toBe("400 invalid-input");
    expect(await publish({ ...good, "card.md": "<script>" })).toBe("400 invalid-input");
    const { "policy.onnx": _policy, ...without } = good;
    expect(await publish(without)).toBe("422 file-missing");
  });

  it("signs no persona.json with a name twice, a prototype, markup for a name, or anything but its one spelling", async () => {
    const text = manifestText();
    expect(await publish(signedText(text.replace("{", '{"version":1,')))).toBe("422 manifest-not-canonical");
    expect(await publish(signedText(text.replace("{", '{"__proto__":{"version":9},')))).toMatch(/^422 manifest-/);
    expect(await publish(signedText(`${text} `))).toBe("422 manifest-not-canonical");
    const named = '{"id":"acme/surge-ready","x":';
    const deep = `${named}${'{"a":'.repeat(20_000)}1${"}".repeat(20_001)}`;
    expect(await publish(signedText(deep))).toBe("422 manifest-not-canonical");
    expect(await publish(signedText(`${named}"${"#".repeat(300_000)}"}`))).toBe("422 manifest-invalid");
    const value = JSON.parse(text) as object;
    const withId = (id: string) => Buffer.from(canonicalBytes({ ...value, id })).toString("utf8");
    expect(await publish(signedText(withId("acme/<script>alert(1)</script>")))).toMatch(/^4\d\d /);
    expect(await publish(signedText(withId("acme/../admin")))).toMatch(/^4\d\d /);
  });

  it("has a card and evidence that people can read, and neither a NUL nor a bottom that is not there", async () => {
    const bundle = (name: "card.md" | "evidence.json", content: string) =>
      publish(asBase64(sampleBundle({ version: 2 }, { [name]: Buffer.from(content) })));
    expect(await bundle("card.md", "# x\n".repeat(40_000))).toBe("422 card-too-large");
    expect(await bundle("card.md", "a\0b")).toBe("422 file-unreadable");
    expect(await bundle("evidence.json", `"${"x".repeat(4 * mib)}"`)).toBe("422 evidence-too-large");
    expect(await bundle("evidence.json", `${"[".repeat(10_000)}${"]".repeat(10_000)}`)).toBe("422 file-unreadable");
    expect(await bundle("evidence.json", "{")).toBe("422 file-unreadable");
  });

  it("is told back as JSON that no browser takes for a page, whatever names and words are in it", async () => {
    const name = "<script>alert(1)</script>";
    const changelog = [{ kind: "fixed" as const, text: '<img src=x onerror="alert(1)">' }];
    const bundle = sampleBundle({ version: 2, name, summary: "</script><script>alert(1)</script>", changelog });
    expect(await publish(asBase64(bundle))).toBe("201 ");
    const shown = await fetch(`${api.url}/api/v1/store/personas/acme/surge-ready`);
    expect(shown.headers.get("content-type")).toBe("application/json");
    expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
    expect(((await shown.json()) as { title: string }).title).toBe(name);
    const again = await publish(asBase64(bundle));
    expect(again).toBe("200 ");
  });
});
