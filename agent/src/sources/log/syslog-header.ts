const SPACE = 0x20;
const LT = 0x3c;
const GT = 0x3e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const COLON = 0x3a;
// 19 characters: "Oct 11 22:14:15 " and the priority before it.
const BSD_TIME = 16;

/** Where the message of a syslog datagram begins: behind an RFC 5424 or RFC 3164 header, or at `start` when there is none. */
export function syslogMessageStart(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== LT) return start;
  let at = start + 1;
  while (at < end && isDigit(bytes[at])) at += 1;
  if (bytes[at] !== GT || at > start + 4 || at === start + 1) return start;
  at += 1;
  if (isDigit(bytes[at]) && bytes[at + 1] === SPACE) return after5424(bytes, at, end);
  return after3164(bytes, at, end);
}

// VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP STRUCTURED-DATA [SP MSG]
function after5424(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  for (let field = 0; field < 6; field += 1) at = afterSpace(bytes, at, end);
  if (bytes[at] === MINUS) at += 1;
  while (at < end && bytes[at] === BRACKET) at = afterElement(bytes, at, end);
  if (at < end && bytes[at] === SPACE) at += 1;
  // A byte order mark says that the message is UTF-8.
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at;
}

function afterElement(bytes: Uint8Array, from: number, end: number): number {
  let at = from + 1;
  while (at < end && bytes[at] !== BRACKET_END) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at + 1, end);
}

// "Mmm dd hh:mm:ss " [HOSTNAME SP] TAG[PID]: SP message. Without a tag's colon everything behind the time is the message.
function after3164(bytes: Uint8Array, from: number, end: number): number {
  const timed = bytes[from + 3] === SPACE && bytes[from + 9] === COLON && bytes[from + 12] === COLON;
  const behindTime = timed ? from + BSD_TIME : from;
  let at = behindTime;
  for (let word = 0; word < 2 && at < end; word += 1) {
    const next = afterSpace(bytes, at, end);
    if (next - 2 >= at && bytes[next - 2] === COLON && bytes[next - 1] === SPACE) return next;
    at = next;
  }
  return behindTime;
}

function afterSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== SPACE) at += 1;
  return Math.min(at + 1, end);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= DIGIT_0 && byte <= DIGIT_9;
}
