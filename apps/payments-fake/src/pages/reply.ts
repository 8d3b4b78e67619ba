import type { Page } from "./layout.ts";

/** What a page's request is answered with. */
export type Reply =
  | { readonly page: Page }
  | { readonly redirect: string }
  | { readonly file: Uint8Array | string; readonly type: string; readonly name?: string };
