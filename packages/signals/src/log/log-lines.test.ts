import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonLineParser } from "./common-line.ts";
import { haproxyHttplogParser, haproxyLineParser } from "./haproxy-line.ts";
import { jsonLineParser } from "./json-line.ts";
import { emptyRequestLine, type LineParser, type LineTraits, type RequestLine } from "./request-line.ts";

const traits: LineTraits = { searchPath: "/search", checkoutPath: "/checkout", regions: ["eu", "us-east"], salt: 7 };
const captures = { userAgent: 0, region: 1, mobileHint: 2 };
const parsers = {
  haproxy: haproxyLineParser(traits, captures),
  httplog: haproxyHttplogParser(traits, captures),
  common: commonLineParser(traits, { trailing: ["request_time", "region", "session"], unitsPerMs: 0.001 }),
  apache: commonLineParser(traits, { trailing: ["request_time"], unitsPerMs: 1000 }),
  json: jsonLineParser(traits, {
    status: "response.status",
    path: "path",
    duration: "took",
    unitsPerMs: 0.001,
    bytes: "bytes",
    userAgent: "ua",
    mobileHint: "mobile",
    region: "region",
    session: "sid",
  }),
} satisfies Record<string, LineParser>;

const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1";
const DESKTOP = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36";

function read(parser: LineParser, line: string): RequestLine | null {
  const into = emptyRequestLine();
  return parser(line, into) ? into : null;
}

const cases: readonly (readonly [keyof typeof parsers, string, string, Partial<RequestLine>])[] = [
  [
    "haproxy",
    "a bare line",
    "21 0 21 200 be o1 ---- /catalogue/1",
    { durationMs: 21, failed: false, bytes: -1, session: -1 },
  ],
  ["haproxy", "a search", "21 0 21 404 be o1 ---- /search", { search: true, failed: false }],
  ["haproxy", "no server", "21 0 21 503 be <NOSRV> sQ-- /checkout/7", { failed: true, checkout: true }],
  ["haproxy", "a server that gave no answer", "21 0 -1 -1 be o1 sH-- /checkout/7", { failed: true }],
  ["haproxy", "an answer from the cache", "0 0 0 200 www <CACHE> LR-- /catalogue/1", { durationMs: 0 }],
  ["haproxy", "a phone", `5 0 5 200 be o1 ---- /a 1234 10.0.0.1 {${PHONE}|EU|}`, { bytes: 1234, mobile: 1, region: 0 }],
  [
    "haproxy",
    "a hint over the agent",
    `5 0 5 200 be o1 ---- /a 0 10.0.0.1 {${DESKTOP}|us-east|?1}`,
    { mobile: 1, region: 1 },
  ],
  ["haproxy", "a region nobody listed", "5 0 5 200 be o1 ---- /a 0 10.0.0.1 {|mars|?0}", { mobile: 0, region: 2 }],
  [
    "httplog",
    "a line of the manual",
    '10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "GET /index.html HTTP/1.1"',
    { durationMs: 109, failed: false, bytes: 2750 },
  ],
  [
    "httplog",
    "a line behind a daemon's header",
    `Feb  6 12:14:14 lb haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] www be/o1 0/0/1/20/+21 502 +99 - - SH-- 1/1/1/1/0 0/0 {${PHONE}|eu|} "POST /checkout/1 HTTP/1.1"`,
    { durationMs: 21, failed: true, bytes: 99, checkout: true, mobile: 1, region: 0 },
  ],
  [
    "httplog",
    "an address of version 6 and no captures",
    '::1:33317 [06/Feb/2009:12:14:14.655] www~ be/o1 0/0/1/20/21 200 99 - - ---- 1/1/1/1/0 0/0 "GET /search?q=1 HTTP/2.0"',
    { search: true, mobile: -1 },
  ],
  [
    "common",
    "the common format",
    '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326',
    { durationMs: Number.NaN, bytes: 2326, mobile: -1, region: -1 },
  ],
  [
    "common",
    "the combined format with fields behind it",
    `10.0.0.9 - - [10/Oct/2000:13:55:36 -0700] "GET /search?q=x HTTP/1.1" 500 - "-" "${DESKTOP}" 0.057 eu "s-1"`,
    { durationMs: 57, failed: true, bytes: 0, search: true, mobile: 0, region: 0 },
  ],
  [
    "common",
    "fewer fields than the config says",
    `10.0.0.9 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5 "-" "${PHONE}" 1.5`,
    { durationMs: 1500, mobile: 1, region: -1, session: -1 },
  ],
  [
    "apache",
    "an escaped quote in the agent, and microseconds",
    String.raw`10.0.0.9 - - [10/Oct/2000:13:55:36 -0700] "GET /checkout HTTP/1.1" 200 5 "-" "a \" Mobi \\" 21000`,
    { durationMs: 21, mobile: 1, checkout: true },
  ],
  [
    "json",
    "nested fields, numbers as texts, a boolean hint",
    '{"response":{"status":"503"},"path":"/checkout/1","took":0.021,"bytes":"12","ua":"x","mobile":true,"region":"EU","sid":"a"}',
    { failed: true, checkout: true, durationMs: 21, bytes: 12, mobile: 1, region: 0 },
  ],
  [
    "json",
    "what is absent",
    '{"response":{"status":200}}',
    { durationMs: Number.NaN, bytes: -1, mobile: -1, session: -1 },
  ],
];

describe("LineParser", () => {
  it.each(cases)("LineParser %s reads %s", (name, _what, line, expected) => {
    expect(read(parsers[name], line)).toMatchObject(expected);
  });

  it.each([
    ["haproxy", "a client that gave up", "21 0 -1 -1 be o1 CH-- /search"],
    ["haproxy", "a time that is not known", "-1 0 -1 400 www <NOSRV> PR-- <BADREQ>"],
    ["haproxy", "an empty line", ""],
    [
      "httplog",
      "a bad request",
      '1.2.3.4:5 [06/Feb/2009:12:14:14.655] www www/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"',
    ],
    [
      "httplog",
      "a client that gave up",
      '1.2.3.4:5 [06/Feb/2009:12:14:14.655] www be/o 0/0/0/-1/9 -1 0 - - CH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
    ],
    ["common", "nginx's client closed", '10.0.0.9 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 499 0 "-" "x"'],
    ["common", "another shape", "hello"],
    ["json", "half an object", '{"response":{"status":200}'],
    ["json", "no object", "12"],
  ] as const)("LineParser %s counts nothing for %s", (name, _what, line) => {
    expect(read(parsers[name], line)).toBeNull();
  });

  it("LineParser tells sessions apart by the client, and by the salt", () => {
    const line = (client: string) => `5 0 5 200 be o1 ---- /a 0 ${client} {||}`;
    const session = (client: string) => read(parsers.haproxy, line(client))?.session;
    expect(session("10.0.0.1")).toBe(session("10.0.0.1"));
    expect(new Set(Array.from({ length: 2000 }, (_, n) => session(`10.0.${n % 8}.${n >> 3}`))).size).toBeGreaterThan(
      1995,
    );
    expect(read(haproxyLineParser({ ...traits, salt: 8 }, captures), line("10.0.0.1"))?.session).not.toBe(
      session("10.0.0.1"),
    );
  });

  it("LineParser never throws and gives numbers in their ranges, whatever the line", () => {
    const mutated = fc
      .tuple(fc.constantFrom(...cases.map(([, , line]) => line)), fc.nat(), fc.string({ maxLength: 20 }), fc.nat(30))
      .map(([line, at, text, cut]) => {
        const from = at % (line.length + 1);
        return line.slice(0, from) + text + line.slice(from + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), mutated), fc.constantFrom(...Object.values(parsers)), (line, parser) => {
        const request = read(parser, line);
        if (request === null) return;
        expect(request.durationMs >= 0 || Number.isNaN(request.durationMs)).toBe(true);
        expect([-1, 0, 1]).toContain(request.mobile);
        expect(request.region).toBeLessThanOrEqual(traits.regions.length);
        expect(request.session).toBeLessThan(2 ** 30);
        expect(request.bytes).toBeGreaterThanOrEqual(-1);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(Object.keys(parsers) as (keyof typeof parsers)[])(
    "LineParser %s ends on lines made to be searched again and again",
    (name) => {
      const hostile = ['"', '\\"', "Mobi", "[", "] ", "a:1 [", "/", " ", "{", '" "'].map((part) => part.repeat(4000));
      const [, , good] = cases.find(([of]) => of === name) ?? cases[0] ?? ["", "", ""];
      for (const part of hostile)
        for (const line of [part, `${good}${part}`, `${good.slice(0, -8)}${part}`, `${part}${good}`])
          expect([null, "object"]).toContain(read(parsers[name], line) === null ? null : "object");
    },
  );
});
