/** Modules of route handlers, one for each method, as the frameworks call them. */

/**
 * @typedef {(...given: any[]) => unknown} RouteHandler
 * @typedef {Record<string, unknown>} RouteModule
 * @typedef {import('./handler.js').Handle} Handle
 */

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** For every method that has no handler of its own: in SvelteKit, and in Astro. */
const FOR_ALL = ['fallback', 'ALL'];

/**
 * Whether there is a handler that is named after a method.
 *
 * @param {unknown} value
 * @returns {value is RouteModule}
 */
export function hasRouteHandlers(value) {
  return hasOneOf(value, METHODS);
}

/**
 * The same, or one for all of them.
 *
 * @param {unknown} value
 * @returns {value is RouteModule}
 */
export function hasEventHandlers(value) {
  return hasOneOf(value, [...METHODS, ...FOR_ALL]);
}

/** @param {unknown} value @param {string[]} names */
function hasOneOf(value, names) {
  return typeof value === 'object' && value !== null && names.some((name) => callable(/** @type {RouteModule} */ (value)[name]));
}

/**
 * A module of Next.js: `GET(request, { params })`. HEAD falls back to GET, and OPTIONS is answered, as it is there.
 *
 * @param {RouteModule} routes
 * @returns {Handle}
 */
export function nextHandler(routes) {
  return (request) => {
    const { method } = request;
    if (!METHODS.includes(method)) return new Response(null, { status: 400 });
    const handler = handlerFor(routes, method);
    if (handler) return handler(request, { params: Promise.resolve({}) });
    if (method !== 'OPTIONS') return new Response(null, { status: 405 });
    const allowed = METHODS.filter((each) => each === 'OPTIONS' || handlerFor(routes, each));
    return new Response(null, { status: 204, headers: { Allow: allowed.sort().join(', ') } });
  };
}

/**
 * A module of SvelteKit or Astro: `GET({ request, url, params, … })`. HEAD falls back to GET; for other methods
 * that have none, `fallback` or `ALL`.
 *
 * @param {RouteModule} routes
 * @param {object} more further members of the event: `params`, `locals`, `platform` …
 * @returns {Handle}
 */
export function eventHandler(routes, more) {
  return async (request) => {
    const handler = handlerFor(routes, request.method) ?? FOR_ALL.map((name) => callable(routes[name])).find(Boolean);
    const allowed = METHODS.filter((each) => handlerFor(routes, each));
    if (!handler) return new Response(null, { status: 405, headers: { Allow: allowed.join(', ') } });
    try {
      return await handler({ request, url: new URL(request.url), params: {}, locals: {}, ...more });
    } catch (thrown) {
      return answerOf(thrown);
    }
  };
}

/**
 * `redirect()` and `error()` of SvelteKit throw.
 *
 * @param {any} thrown
 */
function answerOf(thrown) {
  const { status, location, body } = Object(thrown);
  if (!Number.isInteger(status) || thrown instanceof Error) throw thrown;
  if (typeof location === 'string') return new Response(null, { status, headers: { location } });
  return Response.json(body, { status });
}

/**
 * @param {RouteModule} routes
 * @param {string} method
 */
function handlerFor(routes, method) {
  return callable(routes[method]) ?? (method === 'HEAD' ? callable(routes.GET) : undefined);
}

/**
 * @param {unknown} value
 * @returns {RouteHandler | undefined}
 */
function callable(value) {
  return typeof value === 'function' ? /** @type {RouteHandler} */ (value) : undefined;
}
