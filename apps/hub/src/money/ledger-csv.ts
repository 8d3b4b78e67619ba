import { HubError } from "@fleet-persona/hub-core";
import type { CsvPart } from "@fleet-persona/hub-core";

type Span = { readonly from: number; readonly to: number; readonly after: number };

/** Lines of the ledger to take away, `?from=2026-11-01&to=2026-12-01` (UTC days, `to` not included): sent part by part, however many there are. */
export async function ledgerCsv(
  request: Request,
  name: string,
  read: (span: Span) => Promise<CsvPart>,
): Promise<Response> {
  const span = spanOf(new URL(request.url).searchParams);
  if (span === null) return new Response("Name days as from=2026-11-01&to=2026-12-01.\n", { status: 400 });
  try {
    // The first part before the answer begins: a refusal is then told as one.
    const first = await read({ ...span, after: 0 });
    const days = [span.from, span.to].map((at) => new Date(at).toISOString().slice(0, 10)).join("-to-");
    return new Response(
      partsOf(first, (after) => read({ ...span, after })),
      {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${name}-${days}.csv"`,
          "cache-control": "private, no-store",
          "x-content-type-options": "nosniff",
        },
      },
    );
  } catch (error) {
    if (error instanceof HubError) return new Response("There is no such ledger.\n", { status: 404 });
    throw error;
  }
}

function partsOf(first: CsvPart, read: (after: number) => Promise<CsvPart>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let part: CsvPart | null = first;
  return new ReadableStream({
    async pull(controller) {
      if (part === null) {
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(part.csv));
      part = part.after === null ? null : await read(part.after);
    },
  });
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function spanOf(asked: URLSearchParams): { readonly from: number; readonly to: number } | null {
  const now = new Date();
  const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const from = dayOf(asked.get("from")) ?? month;
  const to = dayOf(asked.get("to")) ?? Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return Number.isNaN(from) || Number.isNaN(to) || to <= from ? null : { from, to };
}

function dayOf(text: string | null): number | null {
  if (text === null || text === "") return null;
  return dayPattern.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
}
