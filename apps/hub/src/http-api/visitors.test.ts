import { expect, test } from "vitest";
import { peerHeader } from "../net/peer-address.ts";
import { visitors } from "./visitors.ts";

const from = (address: string): Headers => new Headers({ [peerHeader]: address });
const at = (seconds: number): Date => new Date(seconds * 1_000);

test("visitors count each network on its own, and begin anew with each minute", () => {
  const counted = visitors({ perMinute: 2, trustedProxies: 0 });
  const left = (address: string, seconds: number): number => counted.take(from(address), at(seconds)).left;
  expect([left("192.0.2.1", 10), left("192.0.2.1", 11), left("192.0.2.1", 12)]).toEqual([1, 0, -1]);
  expect(left("192.0.2.2", 13)).toBe(1);
  expect([left("2001:db8::1", 14), left("2001:db8::2", 15), left("2001:db8:0:1::1", 15)]).toEqual([1, 0, 1]);
  expect(left("192.0.2.1", 60)).toBe(1);
});

test("visitors say when the next minute begins", () => {
  const counted = visitors({ perMinute: 2, trustedProxies: 0 });
  expect(counted.take(from("192.0.2.1"), at(61))).toEqual({ limit: 2, left: 1, resetSeconds: 59 });
});

test("visitors behind a proxy are told apart by what it wrote, not by what they claim", () => {
  const counted = visitors({ perMinute: 1, trustedProxies: 1 });
  const ask = (forwarded: string): number =>
    counted.take(new Headers({ [peerHeader]: "10.0.0.1", "x-forwarded-for": forwarded }), at(1)).left;
  expect([ask("198.51.100.7"), ask("1.1.1.1, 198.51.100.7"), ask("198.51.100.8")]).toEqual([0, -1, 0]);
});

test("visitors beyond what can be counted share one count", () => {
  const counted = visitors({ perMinute: 2, trustedProxies: 0, mostNetworks: 1 });
  const left = (address: string): number => counted.take(from(address), at(1)).left;
  expect([left("192.0.2.1"), left("192.0.2.2"), left("192.0.2.3"), left("192.0.2.4"), left("192.0.2.1")]).toEqual([
    1, 1, 0, -1, 0,
  ]);
});

test("visitors tell the operator once where a proxy that was not named is refused", () => {
  const said: string[] = [];
  const ask = (trustedProxies: number): void => {
    const counted = visitors({ perMinute: 1, trustedProxies, say: (line) => said.push(line) });
    const headers = new Headers({ [peerHeader]: "10.0.0.1", "x-forwarded-for": "198.51.100.7" });
    for (let time = 0; time < 3; time += 1) counted.take(headers, at(1));
  };
  ask(1);
  expect(said).toEqual([]);
  ask(0);
  expect(said).toEqual([expect.stringContaining("TRUSTED_PROXIES")]);
});
