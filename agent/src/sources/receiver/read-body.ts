import type { IncomingMessage } from "node:http";
import { createGunzip, type Gunzip } from "node:zlib";

export type Body =
  | { readonly kind: "body"; readonly bytes: Buffer }
  | {
      readonly kind: "refused";
      readonly status: 400 | 413 | 415;
      readonly code: BodyRefusal;
      readonly message: string;
    };
export type BodyRefusal = "body-too-large" | "encoding-unknown" | "gzip-malformed" | "body-incomplete";

/** Reads a body of at most `maxBytes`, sent and unpacked: a bomb is stopped while it unpacks. Never rejects. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  return new Promise((resolve) => {
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (encoding !== "gzip" && encoding !== "identity") {
      resolve(
        refused(415, "encoding-unknown", `The encoding ${encoding.slice(0, 20)} is not known: send gzip or none.`),
      );
      return;
    }
    const stream: IncomingMessage | Gunzip = encoding === "gzip" ? request.pipe(createGunzip()) : request;
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (body: Body) => {
      if (stream !== request) {
        request.unpipe();
        stream.destroy();
      }
      resolve(body);
    };
    stream.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) end(tooLarge(maxBytes));
      else chunks.push(chunk);
    });
    stream.on("end", () => end({ kind: "body", bytes: Buffer.concat(chunks) }));
    stream.on("error", () => {
      if (stream === request) end(refused(400, "body-incomplete", "The body broke off."));
      else end(refused(400, "gzip-malformed", "The body is not gzip, as its Content-Encoding says."));
    });
    request.on("aborted", () => end(refused(400, "body-incomplete", "The body broke off.")));
  });
}

function tooLarge(maxBytes: number): Body {
  return refused(413, "body-too-large", `A body has at most ${maxBytes} bytes, unpacked too: send several requests.`);
}

function refused(status: 400 | 413 | 415, code: BodyRefusal, message: string): Body {
  return { kind: "refused", status, code, message };
}
