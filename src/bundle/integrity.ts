const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/** SHA-256 in lower-case hexadecimal. Needs a secure context in a page (https or localhost). */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (value) => HEX[value]).join('');
}
