/** What a data frame carries. The numbers travel on the wire. */
export const FRAME_KINDS = { metrics: 1, decision: 2, event: 3 } as const;

/** The wire number of a frame kind. */
export type FrameKind = (typeof FRAME_KINDS)[keyof typeof FRAME_KINDS];

/**
 * The number of a frame. `epoch` names one outbox (a lost outbox starts a higher epoch), `seq` counts from 1 in it,
 * `at` (ms since 1970) is frozen when the frame is written, so that a replay is byte for byte the same.
 */
export type FrameNumber = { readonly epoch: number; readonly seq: number; readonly at: number };

/** A data frame: its number, kind and undecoded payload. */
export type DataFrame = FrameNumber & { readonly kind: FrameKind; readonly payload: Uint8Array };

/** Bytes before the payload: kind u8, epoch u32, seq u48, at u48; big-endian. */
export const FRAME_HEADER_BYTES = 17;

/** The largest epoch (u32). */
export const MAX_EPOCH = 0xffff_ffff;
/** The largest seq and `at` (u48). */
export const MAX_UINT48 = 2 ** 48 - 1;

/** The answer of `decodeFrame`. */
export type DecodedFrame =
  | { readonly kind: "frame"; readonly frame: DataFrame }
  | { readonly kind: "malformed"; readonly code: "frame-malformed"; readonly message: string };

/** Encodes a data frame. Throws `RangeError` when a number does not fit its field: that is a bug of the caller. */
export function encodeFrame(frame: DataFrame): Uint8Array {
  requireInteger("epoch", frame.epoch, MAX_EPOCH);
  requireInteger("seq", frame.seq, MAX_UINT48);
  requireInteger("at", frame.at, MAX_UINT48);
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + frame.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frame.kind);
  view.setUint32(1, frame.epoch);
  writeUint48(view, 5, frame.seq);
  writeUint48(view, 11, frame.at);
  bytes.set(frame.payload, FRAME_HEADER_BYTES);
  return bytes;
}

/** Reads the header of a data frame; the payload is a view into `bytes`. Never throws. */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  if (bytes.length < FRAME_HEADER_BYTES) return malformed(`a frame has at least ${FRAME_HEADER_BYTES} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint8(0);
  if (!isFrameKind(kind)) return malformed(`${kind} is not a frame kind`);
  const seq = readUint48(view, 5);
  if (seq === 0) return malformed("frames are counted from 1");
  const frame = { kind, epoch: view.getUint32(1), seq, at: readUint48(view, 11) };
  return { kind: "frame", frame: { ...frame, payload: bytes.subarray(FRAME_HEADER_BYTES) } };
}

function isFrameKind(kind: number): kind is FrameKind {
  return kind === FRAME_KINDS.metrics || kind === FRAME_KINDS.decision || kind === FRAME_KINDS.event;
}

function malformed(message: string): DecodedFrame {
  return { kind: "malformed", code: "frame-malformed", message };
}

function writeUint48(view: DataView, offset: number, value: number): void {
  view.setUint16(offset, Math.floor(value / 2 ** 32));
  view.setUint32(offset + 2, value % 2 ** 32);
}

function readUint48(view: DataView, offset: number): number {
  return view.getUint16(offset) * 2 ** 32 + view.getUint32(offset + 2);
}

function requireInteger(field: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 0 || value > max) throw new RangeError(`${field} ${value} does not fit`);
}
