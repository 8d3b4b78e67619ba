const deepest = 64;

/**
 * Why a JSON text must not be parsed: nested deeper than anything we take, or a name that stands twice in one object, of which two
 * readers could take different ones. Null where neither is so; whether it is JSON at all is for the parser to say. Linear in its length.
 */
export function faultOfJson(text: string): string | null {
  // The names of each object that is open; null for a list.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
      case 0x5b: // [
        open.push(text.charCodeAt(at) === 0x7b ? new Set() : null);
        if (open.length > deepest) return `is nested deeper than ${deepest}`;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        open.pop();
        break;
      case 0x22: {
        const end = endOfString(text, at);
        const names = open.at(-1);
        if (names instanceof Set && isName(text, end)) {
          const name = nameOf(text.slice(at, end + 1));
          if (names.has(name)) return `names ${JSON.stringify(name.slice(0, 64))} twice`;
          names.add(name);
        }
        at = end;
        break;
      }
      default:
    }
  }
  return null;
}

/** Where the string that begins at `start` ends: at its closing quote, or at the end of the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (/\s/.test(text.charAt(at))) at += 1;
  return text.charAt(at) === ":";
}

// "a" and "\u0061" are one name.
function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
