import type { Browser } from "@playwright/test";

/** How a page comes up with nothing cached. */
export type PageVitals = {
  readonly lcpMs: number;
  readonly cls: number;
  readonly scriptKb: number;
  readonly htmlKb: number;
};

// Runs in the page: the largest paint, and the sum of shifts that no input caused.
const observe = `
  globalThis.seenByBench = { lcp: 0, cls: 0 };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seenByBench.lcp = entry.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) seenByBench.cls += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
`;

/** Loads a page in a fresh profile; scripts and HTML are counted as they crossed the wire. */
export async function pageVitals(browser: Browser, url: string): Promise<PageVitals> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript({ content: observe });
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const kinds = new Map<string, string>();
    const bytes = { Script: 0, Document: 0 };
    wire.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId);
      if (kind === "Script" || kind === "Document") bytes[kind] += encodedDataLength;
    });
    await page.goto(url, { waitUntil: "networkidle" });
    await page.waitForTimeout(500);
    const seen = await page.evaluate<{ lcp: number; cls: number }>("globalThis.seenByBench");
    return { lcpMs: seen.lcp, cls: seen.cls, scriptKb: bytes.Script / 1024, htmlKb: bytes.Document / 1024 };
  } finally {
    await context.close();
  }
}
