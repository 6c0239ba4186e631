/** Servers whose comparison of origins is right, or wrong in one way each. */

export const APP = 'https://app.example.com';

/**
 * A `(Request) => Response` handler that lets in the origins for which `isAllowed` says so.
 *
 * @param {(origin: string) => boolean} isAllowed
 * @param {{ vary?: boolean, credentials?: boolean, answer?: (url: URL, request: Request) => Response | undefined }} [more]
 */
export function policy(isAllowed, { vary = true, credentials = true, answer } = {}) {
  return (/** @type {Request} */ request) => {
    const early = answer?.(new URL(request.url), request);
    if (early) return early;
    const headers = new Headers(vary ? { Vary: 'Origin' } : {});
    const origin = request.headers.get('Origin');
    if (origin !== null && isAllowed(origin)) {
      headers.set('Access-Control-Allow-Origin', origin);
      headers.set('Access-Control-Allow-Methods', 'PUT, DELETE');
      headers.set('Access-Control-Allow-Headers', 'Content-Type, Authorization');
      if (credentials) headers.set('Access-Control-Allow-Credentials', 'true');
    }
    const isMissing = new URL(request.url).pathname.startsWith('/corslab-');
    const status = request.method === 'OPTIONS' ? 204 : isMissing ? 404 : 200;
    return new Response(status === 204 ? null : '{}', { status, headers });
  };
}
