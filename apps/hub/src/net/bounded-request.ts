/**
 * The same request, whose body ends with an error once it is longer than `most` bytes; null where it says so itself beforehand. What
 * reads a body whole, such as tRPC, would otherwise hold whatever is sent.
 */
export function boundedRequest(request: Request, most: number): Request | null {
  if (Number(request.headers.get("content-length") ?? 0) > most) return null;
  if (request.body === null) return request;
  let size = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > most) controller.error(new RangeError(`The body is longer than ${most} bytes.`));
      else controller.enqueue(chunk);
    },
  });
  const body = request.body.pipeThrough(counted);
  // Part by part: Next hands over a proxy, whose private fields the constructor of a Request cannot read.
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, signal, body, duplex: "half" } as RequestInit);
}
