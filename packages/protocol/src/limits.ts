/** The largest WebSocket message either side accepts, bytes. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** The most signals one dictionary may name: the metric frame counts them in one byte. */
export const MAX_DICTIONARY_SIGNALS = 255;

/** How far an agent's clock may be from the hub's before the session is refused, ms. */
export const MAX_CLOCK_SKEW_MS = 5 * 60_000;

/** A peer that says nothing for this long after the socket opened is not an agent, ms. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Frames later than now + this are refused as `too-new`, ms. */
export const MAX_FRAME_FUTURE_MS = 24 * 60 * 60_000;

/** Unacked frames an agent may have in flight unless `welcome` says otherwise. */
export const DEFAULT_CREDIT_WINDOW = 128;
