/** What a page costs as a share of its class's mean: the same every time, between a half and one and a half. */
export function costShareOf(path: string): number {
  return 0.5 + (hashOf(path) % 1024) / 1023;
}

/** FNV-1a with murmur's finaliser: neighbouring paths must not get neighbouring costs. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
