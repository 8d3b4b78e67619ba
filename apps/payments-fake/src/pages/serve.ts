import type { IncomingMessage, ServerResponse } from "node:http";
import type { Control } from "../control/control.ts";
import { ApiError } from "../http/api-error.ts";
import { readBody } from "../http/read-body.ts";
import type { World } from "../state/world.ts";
import { controlCall } from "../control/calls.ts";
import { Fields } from "./fields.ts";
import { html } from "./html.ts";
import { layout, pageHeaders, type Page } from "./layout.ts";
import { PAGES, type PageParts } from "./pages.ts";
import type { Reply } from "./reply.ts";
import { CSS } from "./style.ts";

type Parts = { readonly world: World; readonly control: Control; readonly onBug: (error: unknown) => void };

/** Everything that is not the API: pages, their forms, and the control calls. */
export async function servePages(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const method = request.method ?? "GET";
  if (method === "GET" && url.pathname === "/assets/pages.css") {
    response.writeHead(200, { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" }).end(CSS);
    return;
  }
  if (method === "POST" && !isOwn(request)) {
    sendPage(
      response,
      notice(
        403,
        "This form came from another page",
        "Forms of this server are answered only where they come from its own pages.",
      ),
    );
    return;
  }
  const body = method === "POST" ? await readBody(request) : "";
  if (method === "POST" && isJson(request)) {
    await answerCall(response, { url, body, control: parts.control, onBug: parts.onBug });
    return;
  }
  send(response, replyTo({ method, url, fields: new Fields(body), ...parts }));
}

function replyTo(asked: Omit<PageParts, "variables"> & { readonly onBug: Parts["onBug"] }): Reply {
  for (const { method, pattern, reply } of PAGES) {
    const matched = pattern.exec(asked.url.pathname);
    if (matched === null || method !== asked.method) continue;
    try {
      return asked.world.transact(() => reply({ ...asked, variables: matched.slice(1) }));
    } catch (error) {
      if (error instanceof ApiError) return { page: notice(error.status, "That is not possible", error.body.message) };
      asked.onBug(error);
      return { page: notice(500, "Something went wrong here", "The simulation failed at this. Its log says more.") };
    }
  }
  return { page: notice(404, "Nothing here", "This address leads to no page of the simulation.") };
}

export function notice(status: number, title: string, words: string): Page {
  return {
    title,
    status,
    body: html`<h1>${title}</h1>
      <p>${words}</p>
      <p class="actions"><a class="button" href="/test">Control page</a></p>`,
  };
}

/** Browsers say where a form came from; programs say nothing. */
function isOwn(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  return origin === undefined || origin === `http://${host ?? ""}`;
}

function isJson(request: IncomingMessage): boolean {
  return request.headers["content-type"]?.startsWith("application/json") === true;
}

type CallAsked = {
  readonly url: URL;
  readonly body: string;
  readonly control: Control;
  readonly onBug: Parts["onBug"];
};

async function answerCall(response: ServerResponse, { url, body, control, onBug }: CallAsked): Promise<void> {
  const json = (status: number, value: unknown): void => {
    response
      .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify(value ?? null));
  };
  try {
    json(200, { result: (await controlCall(control, url.pathname, body)) ?? null });
  } catch (error) {
    if (error instanceof ApiError) {
      json(error.status, { error: error.body });
      return;
    }
    onBug(error);
    json(500, { error: { type: "api_error", message: "The simulation failed at this." } });
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if ("page" in reply) sendPage(response, reply.page);
  else if ("redirect" in reply)
    response.writeHead(303, { location: reply.redirect, "cache-control": "no-store" }).end();
  else {
    response.writeHead(200, {
      "content-type": reply.type,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(reply.name === undefined ? {} : { "content-disposition": `attachment; filename="${reply.name}"` }),
    });
    response.end(reply.file);
  }
}

function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status ?? 200, pageHeaders(page.leadsTo ?? [])).end(layout(page));
}
