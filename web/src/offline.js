/**
 * Lets the page work without a network and tells of new versions, where the
 * browser has service workers. Where it has none, nothing is said.
 *
 * @param {object} view from `createOfflineView`
 * @param {() => void} onUpdate told when a new version is offered
 */
export function createOffline(view, onUpdate) {
  const container = navigator.serviceWorker;
  const inUse = {};
  let isControlled = Boolean(container?.controller);
  let hasAsked = false;
  let registration;

  function offerUpdate() {
    onUpdate();
    view.offerUpdate(() => {
      if (!registration?.waiting) return location.reload(); // asked for in another window already
      hasAsked = true;
      registration.waiting.postMessage({ task: 'take-over' });
    });
  }

  /** Resolves when a worker, if there is one, has kept its files or given up. */
  function watch(worker) {
    if (worker?.state !== 'installing') return;
    return new Promise((resolve) => {
      worker.addEventListener('statechange', () => {
        if (worker.state === 'installed' && isControlled) offerUpdate();
        resolve();
      });
    });
  }

  container?.addEventListener('controllerchange', () => {
    if (hasAsked) location.reload();
    else if (isControlled) offerUpdate(); // asked for elsewhere: here, work may be going on
    isControlled = true; // from the first visit on
  });

  return {
    /**
     * To be called when the page can answer: what is kept must not hold up the
     * first visit. Resolves when it is kept, or cannot be.
     */
    async start() {
      try {
        registration = await container.register('./service-worker.js');
        if (registration.waiting && isControlled) offerUpdate();
        registration.addEventListener('updatefound', () => watch(registration.installing));
        await watch(registration.installing);
      } catch {
        // Not here: no secure address, or a private window.
      }
    },

    /** Looks for a new version: a window may be open for days. */
    async lookForUpdate() {
      await registration?.update().catch(() => {}); // no network
    },

    /**
     * Keeps what the page uses now, once it is known what that is.
     *
     * @param {{model?: string, backend?: string}} part the model's folder, ending in '/'
     */
    async keep(part) {
      Object.assign(inUse, part);
      if (!container || !inUse.model || !inUse.backend) return;
      const { active } = await container.ready;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => view.showKept(data.kept);
      active.postMessage({ task: 'keep', input: inUse }, [port2]);
    },
  };
}
