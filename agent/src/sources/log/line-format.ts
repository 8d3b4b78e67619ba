import {
  asciiBytes,
  commonLineParser,
  haproxyHttplogParser,
  haproxyLineParser,
  jsonLineParser,
  type LineParser,
  type LineTraits,
} from "@fleet-persona/signals";
import { randomInt } from "node:crypto";
import type { LogFormat, LogSourceConfig } from "../source-config.ts";

/** The host's words about its log as what the parsers want. Session hashes are salted anew in every process. */
export function lineTraits({ search_path, checkout_path, regions }: LogSourceConfig): LineTraits {
  return {
    searchPath: search_path === undefined ? null : utf8(search_path),
    checkoutPath: checkout_path === undefined ? null : utf8(checkout_path),
    regions: regions.map((region) => asciiBytes(region.toLowerCase())),
    salt: randomInt(0, 2 ** 31),
  };
}

/** The signal word of a region: `EU-West` is counted as `region_share.eu_west`. */
export function regionWord(region: string): string {
  return region.toLowerCase().replaceAll("-", "_");
}

/** One parser for each format; a new one is a case here. */
export function lineParser(format: LogFormat, traits: LineTraits): LineParser {
  switch (format.kind) {
    case "haproxy":
      return haproxyLineParser(traits, capturesOf(format));
    case "httplog":
      return haproxyHttplogParser(traits, capturesOf(format));
    case "common":
      return commonLineParser(traits, { trailing: format.trailing, timeUnitMs: UNIT_MS[format.time_unit] });
    case "json": {
      const { duration_unit, status, path, duration, bytes, user_agent, mobile_hint, region, session } = format;
      const fields = {
        status,
        path,
        durationUnitMs: UNIT_MS[duration_unit],
        ...present({ duration, bytes, userAgent: user_agent, mobileHint: mobile_hint, region, session }),
      };
      return jsonLineParser(traits, fields, latin1);
    }
    default:
      return format satisfies never;
  }
}

const UNIT_MS = { s: 1000, ms: 1, us: 0.001 } as const;

function capturesOf({ captures }: Extract<LogFormat, { kind: "haproxy" | "httplog" }>) {
  const { user_agent, mobile_hint, region, session } = captures;
  return present({ userAgent: user_agent, mobileHint: mobile_hint, region, session });
}

type Present<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

function present<Fields extends Record<string, unknown>>(fields: Fields): Present<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.prototype.latin1Slice.call(bytes, start, end);
}

function utf8(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf8"));
}
