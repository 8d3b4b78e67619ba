import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import type { Browser } from "@playwright/test";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium: the system's, else the one that Playwright brought; null where there is neither. */
export async function openBrowser(): Promise<Browser | null> {
  const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) =>
    existsSync(file),
  );
  const executablePath = system ?? chromium.executablePath();
  return existsSync(executablePath) ? chromium.launch({ executablePath, args: flags }) : null;
}
