import { expect, test } from "vitest";
import { parseHttpLogLine } from "./http-log-line.ts";

const paths = { search: Buffer.from("/search"), checkout: Buffer.from("/checkout") };

function parsed(line: string, backends: readonly string[] | null = null) {
  const bytes = Buffer.from(`before ${line} after`);
  const names = backends?.map((name) => Buffer.from(name)) ?? null;
  return parseHttpLogLine(bytes, 7, 7 + Buffer.byteLength(line), { ...paths, backends: names });
}

const line = (part: Partial<Record<"backend" | "timers" | "status" | "state" | "captures" | "request", string>>) =>
  `10.0.1.2:33317 [06/Feb/2026:12:14:14.655] http-in ${part.backend ?? "static/srv1"} ${part.timers ?? "10/0/30/69/109"} ${part.status ?? "200"} 2750 - - ${part.state ?? "----"} 1/1/1/1/0 0/0 ${part.captures ?? ""}"${part.request ?? "GET /index.html HTTP/1.1"}"`;

test.each([
  ["a plain line", line({}), { activeMs: 109, failed: false, search: false, checkout: false }],
  ["captured headers with blanks", line({ captures: "{a b|c} {} " }), { activeMs: 109 }],
  ["a total so far, as logasap has it", line({ timers: "10/0/30/69/+109" }), { activeMs: 109 }],
  [
    "times that did not come",
    line({ timers: "0/-1/-1/-1/5", status: "503", state: "sQ--" }),
    { activeMs: 5, failed: true },
  ],
  ["a search", line({ request: "GET /search?q=1 HTTP/1.1" }), { search: true, checkout: false }],
  ["a checkout", line({ request: "POST /checkout/7 HTTP/2.0" }), { search: false, checkout: true }],
])("parseHttpLogLine reads %s", (_what, text, expected) => {
  expect(parsed(text)).toMatchObject(expected);
});

test.each([
  ["a request that its client gave up", line({ state: "CD--" })],
  ["another shape", "109 0 30 200 b s ---- /"],
  ["a line that was cut", line({}).slice(0, 60)],
  ["nothing", ""],
])("parseHttpLogLine counts nothing for %s", (_what, text) => {
  expect(parsed(text)).toBeNull();
});

test("parseHttpLogLine counts the service's own backends only", () => {
  expect(parsed(line({}), ["static", "other"])).not.toBeNull();
  for (const backend of ["static2/srv1", "stati/srv1", "http-in/<NOSRV>"])
    expect(parsed(line({ backend }), ["static"])).toBeNull();
});
