import { z } from "zod";
import { instant, listOf, named } from "./parts.ts";

export const domainSchema = named(
  "Domain",
  "A domain that a publisher says is theirs, and the record that proves it.",
  z.object({
    publisher: z.string(),
    domain: z.string().meta({ description: "as the DNS spells it: lower case, punycode" }),
    record: z.object({
      name: z.string().meta({ description: "of the TXT record" }),
      value: z.string(),
    }),
    state: z.enum(["pending", "verified", "failing"]).meta({ description: "failing: verified, and lately not found" }),
    verifiedAt: instant.nullable(),
    checkedAt: instant.nullable(),
    finding: z.enum(["right", "wrong", "none", "unanswered"]).nullable(),
    lostAt: instant.nullable().meta({ description: "when a failing one stops being verified" }),
  }),
);

export const domainsSchema = z.object({ domains: listOf(domainSchema) });
export const removedDomainSchema = z.object({ domain: z.string() });
