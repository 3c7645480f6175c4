import { ElmError } from '../core/errors.ts';

/**
 * The folder of a bundle from an address that a person gave, complete or relative to `base`; that of its
 * manifest.json is taken too. Only the page's own server is read from: any other would learn who looks at
 * what, and the page's security policy forbids it.
 * @throws ElmError `bad-file` for what is no address, `download` for one on another server.
 */
export function bundleAddress(text: string, base: string): string {
  const written = text.trim();
  if (written === '' || !URL.canParse(written, base)) {
    throw new ElmError('bad-file', 'This is no address.', 'Write it like models/mine/.');
  }
  const address = new URL(written, base);
  if (address.origin !== new URL(base).origin) {
    const where = address.host === '' ? `a ${address.protocol} address` : address.host;
    throw new ElmError(
      'download',
      `Nothing is loaded from ${where}: this page reads from its own server only, so that nobody else learns what you look at.`,
      'Download the bundle and drop its folder here.',
    );
  }
  return new URL('.', address).href === address.href || address.pathname.endsWith('/manifest.json')
    ? new URL('.', address).href
    : `${address.href.replace(/\/$/, '')}/`;
}
