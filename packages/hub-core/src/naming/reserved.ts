import { skeletonOf } from "./confusables.ts";

// Words that say somebody speaks for the platform, wherever they stand in a name.
const official = ["fleetpersona", "official", "verified", "admin", "administrator", "moderator"];
// The platform's own places and people, as the whole of a publisher's name.
const places = [
  "support",
  "security",
  "staff",
  "system",
  "root",
  "platform",
  "trust",
  "store",
  "hub",
  "api",
  "help",
  "billing",
  "gate",
  // Where Personas stand side by side, at the address of a seller.
  "compare",
];
// Makers of what Personas run beside. A Persona may say that it is for nginx; a publisher may not be called so.
const vendors = [
  "haproxy nginx f5 envoy varnish apache traefik caddy squid istio linkerd kubernetes docker openshift rancher citrix netscaler",
  "cloudflare fastly akamai aws amazon google gcp microsoft azure oracle ibm redhat suse canonical ubuntu debian vmware hashicorp",
  "datadog grafana prometheus newrelic dynatrace splunk elastic postgresql redis mongodb stripe github gitlab nvidia openai",
].flatMap((line) => line.split(" "));

const skeletons = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(skeletonOf));
const officialSkeletons = skeletons(official);
const placeSkeletons = skeletons(places);
const vendorSkeletons = skeletons(vendors);
const own = skeletonOf("fleetpersona");

/** What of a name is reserved; null where nothing is. */
export function reservedIn(name: string, kind: "publisher" | "listing"): "official" | "vendor" | null {
  const words = name.split(/[\s\-_.,:/()]+/u).map(skeletonOf);
  const whole = skeletonOf(name);
  if (whole.includes(own) || words.some((word) => officialSkeletons.has(word))) return "official";
  if (kind === "publisher" && placeSkeletons.has(whole)) return "official";
  if (vendorSkeletons.has(whole)) return "vendor";
  return kind === "publisher" && words.some((word) => vendorSkeletons.has(word)) ? "vendor" : null;
}
