/**
 * Runs before anything is drawn: the build puts it into index.html itself. It hides the first view that stands there
 * where the address asks for another one, notes what is done with it until main.js is there (first-view.js), and lets
 * the code come when the first view is on the screen.
 */
{
  const root = document.documentElement;
  const ends = new AbortController();
  /** @type {Event[]} */
  const events = [];
  const mark = () => root.classList.toggle('elsewhere', !/^(?:#(?:lab|main|verdict)?)?$/.test(location.hash));
  for (const type of ['input', 'change', 'click']) addEventListener(type, (event) => events.push(event), ends);
  addEventListener('hashchange', mark, ends);
  mark();

  /** What a tab in the background waits for is never painted. */
  const MOST_PATIENCE_MS = 1000;
  const content = (/** @type {string} */ name) => /** @type {HTMLMetaElement} */ (document.getElementById(name)).content;
  const file = (/** @type {string} */ name) => new URL(content(name), document.baseURI).href;
  let isBegun = false;
  const begin = () => {
    if (isBegun) return;
    isBegun = true;
    // What is here may be seen, even where the rest of the document never comes.
    document.querySelector('link[rel="expect"]')?.remove();
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href: file('wasm') }));
    import(file('module')).catch(sayWhy);
  };
  /** @param {unknown} error */
  const sayWhy = (error) => {
    root.classList.remove('elsewhere');
    const words = Object.assign(document.createElement('p'), { className: 'notice', textContent: content('absent') });
    document.getElementById('notice')?.append(words);
    throw error;
  };
  // On a slow phone it would take the network and the processor away from what is to be read.
  if (root.classList.contains('elsewhere')) begin();
  else new PerformanceObserver(begin).observe({ type: 'paint', buffered: true });
  setTimeout(begin, MOST_PATIENCE_MS);

  /** @type {any} */ (globalThis).corslabEarly = { events, end: () => ends.abort() };
}
