/** Lets the browser keep the page for use without a network. Where it may not, nothing is lost but that. */
export function keepOffline() {
  if (!location.protocol.startsWith('http')) return;
  const register = async () => {
    try {
      await navigator.serviceWorker.register(new URL('worker.js', location.href));
    } catch {
      // No service workers here: an insecure address, a private window, a sandboxed frame.
    }
  };
  // Not before all that this view needs is there.
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
