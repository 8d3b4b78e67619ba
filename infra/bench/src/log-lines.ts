/** Formats whose speed is measured, each with its source's `format` and a line of what a shop's balancer or server writes. */
export const LOG_FORMATS = {
  haproxy: { format: { kind: "haproxy" }, line: haproxyLine },
  haproxy_visitor: {
    format: { kind: "haproxy", captures: { user_agent: 0, region: 1 } },
    line: (n: number) => `${haproxyLine(n)} ${1200 + (n % 900)} ${address(n)} {${agent(n)}|${region(n)}}`,
  },
  httplog: {
    format: { kind: "httplog", captures: { user_agent: 0, region: 1 } },
    line: (n: number) =>
      `${address(n)}:${40_000 + (n % 20_000)} [06/Feb/2026:12:14:14.${100 + (n % 900)}] www be_leastconn/o${n % 4} ` +
      `0/0/1/${took(n)}/${took(n) + 1} ${status(n)} ${1200 + (n % 900)} - - ---- 12/12/3/1/0 0/0 ` +
      `{${agent(n)}|${region(n)}} "GET ${path(n)} HTTP/1.1"`,
  },
  common: {
    format: { kind: "common", trailing: ["request_time", "region"] },
    line: (n: number) =>
      `${address(n)} - - [06/Feb/2026:12:14:14 +0000] "GET ${path(n)} HTTP/1.1" ${status(n)} ${1200 + (n % 900)} ` +
      `"https://shop.example/" "${agent(n)}" ${(took(n) / 1000).toFixed(3)} ${region(n)}`,
  },
  json: {
    format: {
      kind: "json",
      duration: "duration",
      bytes: "bytes",
      user_agent: "ua",
      region: "region",
      session: "session",
    },
    line: (n: number) =>
      JSON.stringify({
        time: "2026-02-06T12:14:14.655Z",
        method: "GET",
        path: path(n),
        status: status(n),
        duration: took(n) / 1000,
        bytes: 1200 + (n % 900),
        ua: agent(n),
        region: region(n),
        session: address(n),
      }),
  },
} as const;

export type LogFormatName = keyof typeof LOG_FORMATS;

function haproxyLine(n: number): string {
  return `${took(n) + 1} 0 ${took(n)} ${status(n)} be_leastconn o${n % 4} ---- ${path(n)}`;
}

// Nothing random: the same lines in every run.
function took(n: number): number {
  return 3 + ((n * 2_654_435_761) % 97) + (n % 50 === 0 ? 400 : 0);
}

function status(n: number): number {
  return n % 200 === 0 ? 503 : n % 17 === 0 ? 404 : 200;
}

function path(n: number): string {
  return n % 10 === 0
    ? `/search?q=lamp+${n % 300}`
    : n % 25 === 0
      ? `/checkout/${n % 999}`
      : `/catalogue/item-${n % 5000}`;
}

function address(n: number): string {
  const visitor = (n * 7919) % 20_000;
  return `10.${visitor % 4}.${Math.floor(visitor / 256) % 256}.${visitor % 256}`;
}

function region(n: number): string {
  return ["eu", "us", "apac", "br"][n % 4] ?? "eu";
}

function agent(n: number): string {
  return n % 3 === 0
    ? "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
    : "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
}
