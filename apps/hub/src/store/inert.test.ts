import type { ListingPageView, StoreRow } from "@fleet-persona/hub-core";
import { createElement } from "react";
import type { FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { Overview } from "./listing/overview.tsx";
import { EvidenceTab } from "./listing/evidence-tab.tsx";
import { VersionsTab } from "./listing/versions-tab.tsx";
import { ContractTab } from "./listing/contract-tab.tsx";
import { StoreRows } from "./results/store-rows.tsx";
import { SellerPage } from "./seller/seller-page.tsx";

// Outside of a request there is nothing to put a list by for.
vi.mock("../markup/markup-list.tsx", async () => ({
  MarkupList: (await import("../markup/markup-block.tsx")).MarkupBlock,
}));

const attacks = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<svg onload=alert(1)>",
  "[click](javascript:alert(1))",
  "[click](data:text/html,<script>alert(1)</script>)",
  "![x](x onerror=alert(1))",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "' onmouseover='alert(1)",
  "</title></style></textarea><script>alert(1)</script>",
];

const row = (text: string): StoreRow =>
  ({
    listingId: "l",
    latestVersionId: "v",
    personaId: "acme/surge",
    publisher: "acme",
    publisherName: text,
    title: text,
    summary: text,
    tags: [text],
    targets: [text],
    licence: text,
    grade: "passed",
    price: { kind: "free" },
    trialDays: null,
    latestVersion: 1,
    latestState: { state: "offered", notices: [] },
    rating: null,
    agents: 1,
    sellerDomain: text,
    points: [
      { arm: text, source: "claimed", coreSeconds: 2, breachSeconds: 1 },
      { arm: "persona", source: "claimed", coreSeconds: 1, breachSeconds: 0 },
    ],
    measured: null,
    updatedAt: 1,
  }) as unknown as StoreRow;

const listing = (text: string): ListingPageView =>
  ({
    ...row(text),
    card: `# ${text}\n\n${text}\n\n- ${text}\n\n> ${text}\n\n| ${text} |\n|---|\n| ${text} |\n\n\`\`\`\n${text}\n\`\`\``,
    evidence: {
      kind: text,
      [text]: text,
      arms: {
        [text]: { breach_seconds: 1, core_seconds: 2 },
        reactive: { breach_seconds: 1, core_seconds: 2 },
        persona: { breach_seconds: 1, core_seconds: 1 },
      },
    },
    scenarios: [],
    effects: [],
    versions: [
      {
        personaVersionId: "v",
        version: 1,
        digest: "ab".repeat(32),
        signedBy: [text],
        changelog: (["added", "changed", "fixed", "removed", "security"] as const).map((kind) => ({ kind, text })),
        gate: { kind: "failed", failure: text },
        publishedAt: 1,
        state: "yanked",
        notices: [{ kind: "yanked", reason: text, successor: null, saidAt: 1 }],
      },
    ],
    versionCount: 1,
    manifest: {
      requires: { engine: 1, signals: [text], attributes: [] },
      attributes: [
        { name: text, kind: "categorical", choices: [text], default: text, safe: text, scope: "fleet", cost: "hot" },
      ],
      optimal_config: { [text]: text },
      policy: {
        inputs: {
          signals: [
            {
              name: text,
              family: "business",
              unit: text,
              staleness_s: 1,
              required: true,
              distribution: { p01: 0, p99: 1 },
            },
          ],
        },
      },
    },
  }) as unknown as ListingPageView;

function markup<Props extends object>(component: FunctionComponent<Props>, props: Props): string {
  return renderToStaticMarkup(createElement(component, props));
}

const pages: readonly (readonly [string, (text: string) => string])[] = [
  ["a card and an overview", (text) => markup(Overview, { listing: listing(text) })],
  ["an author's report", (text) => markup(EvidenceTab, { listing: listing(text) })],
  ["a changelog", (text) => markup(VersionsTab, { listing: listing(text) })],
  ["a contract", (text) => markup(ContractTab, { manifest: listing(text).manifest })],
  [
    "a row of results",
    (text) =>
      markup(StoreRows, { rows: [row(text)], tray: [], hrefWith: () => "/store", fits: new Map([["v", text]]) }),
  ],
  [
    "a seller's page",
    (text) =>
      markup(SellerPage, {
        seller: {
          slug: "acme",
          displayName: text,
          since: 0,
          domain: { name: text, verifiedAt: 1 },
          keys: [{ fingerprint: text, registeredAt: 1, revokedAt: 2 }],
          listings: [row(text)],
          total: 1,
          agents: 1,
          rating: null,
        },
        now: 1,
        tray: [],
        hrefWith: () => "/store",
        fits: new Map(),
      }),
  ],
];

// An element or attribute that runs something: none of ours is among them.
const runs =
  /<(?:script|iframe|object|embed|img|style|link|meta|base|form)[\s>]|<[^>]*\son[a-z]+\s*=|(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data|vbscript):/i;

test.each(pages)("Whatever a seller writes stands in %s as text and runs nowhere", (_, render) => {
  for (const text of attacks) {
    const html = render(text);
    expect(html.length).toBeGreaterThan(100);
    expect(withoutText(html)).not.toMatch(runs);
  }
});

// Quoted values of attributes hold what was written; an attack has to get out of them first.
function withoutText(html: string): string {
  return html.replaceAll(/="[^"]*"/g, (value) => (/^="\s*(?:javascript|data|vbscript):/i.test(value) ? value : '=""'));
}

test("the pattern of what runs finds what would run", () => {
  for (const html of [
    "<script>x</script>",
    "<img src=x onerror=y>",
    '<a href="javascript:x">',
    "<svg onload=x>",
    "<iframe srcdoc=x>",
  ])
    expect(withoutText(html)).toMatch(runs);
});
