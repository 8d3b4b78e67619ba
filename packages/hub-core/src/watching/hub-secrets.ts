import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** What is done with the hub's own secret, which no database holds. Each purpose has a key of its own. */
export type HubSecrets = {
  /** Encrypts what has to be read again; `about` binds it to its row. */
  seal(content: Uint8Array, about: string, randomBytes: (length: number) => Uint8Array): Uint8Array;
  /** Null when it was sealed with another secret, or for another row. */
  open(sealed: Uint8Array, about: string): Uint8Array | null;
  /** A token that says `claim` and cannot be made up; base64url. */
  sign(purpose: string, claim: string): string;
  /** The claim of a token of that purpose; null for anything else. */
  verify(purpose: string, token: string): string | null;
};

const nonceBytes = 12;
const tagBytes = 16;
const macBytes = 32;

/** `secret` is the hub's AUTH_SECRET; the hub and the workers that send for it must have the same. */
export function hubSecrets(secret: string): HubSecrets {
  const keyFor = (purpose: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "fleet-persona", purpose, 32));
  const sealing = keyFor("seal");
  const mac = (purpose: string, claim: string): Buffer => createHmac("sha256", keyFor(purpose)).update(claim).digest();
  return {
    seal: (content, about, randomBytes) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(content), cipher.final()]);
      return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    open: (sealed, about) => {
      const [nonce, tag] = [sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes, nonceBytes + tagBytes)];
      if (tag.length < tagBytes) return null;
      const decipher = createDecipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(about)).setAuthTag(tag);
      try {
        const body = sealed.subarray(nonceBytes + tagBytes);
        return Uint8Array.from(Buffer.concat([decipher.update(body), decipher.final()]));
      } catch {
        return null;
      }
    },
    sign: (purpose, claim) => Buffer.concat([mac(purpose, claim), Buffer.from(claim)]).toString("base64url"),
    verify: (purpose, token) => {
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length < macBytes) return null;
      const claim = bytes.subarray(macBytes).toString("utf8");
      return timingSafeEqual(bytes.subarray(0, macBytes), mac(purpose, claim)) ? claim : null;
    },
  };
}
