import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";

/** Who takes part, by mail address: the local stack's own people, and two that nobody knows yet. */
export const addresses = {
  sre: "sre@demo.example",
  author: "author@fleet-persona.example",
  moderator: "moderator@fleet-persona.example",
  reader: "reader@press.example",
  mallory: "mallory@hostile.example",
} as const;
export type Person = keyof typeof addresses;

/** A signed-in session as the browser keeps it. */
export type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Everybody of a journey, each in a browser context of its own; what any of their consoles complains about is kept. */
export type People = AsyncDisposable & {
  /** A page of somebody who is signed in; null is a stranger. */
  as(who: Person | null, options?: BrowserContextOptions): Promise<Page>;
  readonly problems: string[];
};

type Parts = { readonly browser: Browser; readonly hubUrl: string; readonly sessions: Map<Person, Session> };

/** Signs in whom a journey asks for, once for all journeys of a run. */
export function gather({ browser, hubUrl, sessions }: Parts): People {
  const problems: string[] = [];
  const contexts: BrowserContext[] = [];
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext(options);
    contexts.push(context);
    listen(context, hubUrl, problems);
    return context.newPage();
  };
  return {
    problems,
    async as(who, options = {}) {
      if (who === null) return open(options);
      const known = sessions.get(who);
      if (known !== undefined) return open({ ...options, storageState: known });
      const page = await open(options);
      await signIn(page, hubUrl, who);
      sessions.set(who, await page.context().storageState());
      return page;
    },
    async [Symbol.asyncDispose]() {
      for (const context of contexts) await context.close();
    },
  };
}

/** Asks for a link and takes it from the outbox. */
export async function signIn(page: Page, hubUrl: string, who: Person): Promise<void> {
  await page.goto(`${hubUrl}/sign-in`);
  await page.getByLabel("Mail address").fill(addresses[who]);
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await takeLink(page, hubUrl, who);
}

/** Takes the newest sign-in link from the outbox. */
export async function takeLink(page: Page, hubUrl: string, who: Person): Promise<void> {
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto(`${hubUrl}/outbox`);
  await page
    .getByRole("link", { name: `Sign in as ${addresses[who]}` })
    .first()
    .click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
}

// A refused script or style is said in the console; a script that runs says more. What the payment processor's pages say is its own affair.
function listen(context: BrowserContext, hubUrl: string, problems: string[]): void {
  const isOurs = (page: Page | null): boolean => page === null || page.url().startsWith(hubUrl);
  const where = (page: Page | null): string => (page === null ? "" : ` on ${new URL(page.url()).pathname}`);
  context.on("weberror", (error) => {
    if (isOurs(error.page())) problems.push(`${error.error().message}${where(error.page())}`);
  });
  context.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error" && isOurs(message.page()))
      problems.push(`${message.text()} (${url})${where(message.page())}`);
  });
  context.on("dialog", (dialog) => {
    problems.push(`a dialog opened: ${dialog.message()}${where(dialog.page())}`);
    void dialog.dismiss();
  });
}
