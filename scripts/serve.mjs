import { createServer } from 'node:http';
import sirv from 'sirv';
import { pageHeaders } from './headers.mjs';

const portsToTry = 50;

/**
 * Serves a built folder on the loopback interface only. A file that is not there is a plain 404: a
 * model file answered with index.html would surface as a parse error far from its cause.
 *
 * @param {{ root: string, port?: number }} options `port` is the first port tried, 4173 by default
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve({ root, port = 4173 }) {
  const files = sirv(root, {
    etag: true,
    dotfiles: false,
    setHeaders(response, pathname) {
      for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
      const isHashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.writeHead(404, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('Not found\n');
    });
  });
  const bound = await listen(server, port);
  return { url: `http://127.0.0.1:${bound}/`, close: () => server.close() };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} first
 * @returns {Promise<number>} the port that was free
 */
async function listen(server, first) {
  for (let port = first; port < first + portsToTry; port++) {
    const isBound = await new Promise((resolve, reject) => {
      server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      );
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    server.removeAllListeners('error');
    if (isBound) return port;
  }
  throw new Error(`No free port between ${first} and ${first + portsToTry - 1}.`);
}
