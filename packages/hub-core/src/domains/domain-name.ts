import { isIP } from "node:net";
import { domainToASCII } from "node:url";

// Names that lead nowhere, or nowhere public (RFC 6761, RFC 8375, RFC 9476).
const reserved = [
  "alt",
  "arpa",
  "corp",
  "example",
  "home",
  "internal",
  "invalid",
  "lan",
  "local",
  "localhost",
  "mail",
  "onion",
  "test",
];

/**
 * A domain as the DNS spells it: lower case, punycode, no final dot; null for what can be nobody's domain. Letters of other
 * scripts become `xn--…` here and stay so wherever it is shown: two that look alike then do not.
 */
export function domainName(typed: string): string | null {
  const text = typed.trim().replace(/\.$/, "");
  // What an address or a mailbox would add, a domain does not have.
  if (text.length > 253 || /[\s/:@?#%\\[\]_]/.test(text)) return null;
  const name = domainToASCII(text);
  const labels = name.split(".");
  if (labels.length < 2 || name.length > 230 || isIP(name) !== 0) return null;
  if (!labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return null;
  const last = labels.at(-1) ?? "";
  return /^\d+$/.test(last) || reserved.includes(last) ? null : name;
}
