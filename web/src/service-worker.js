// Keeps the page, the runtime and the model in use, so that all of it works
// offline. Each version of the page is kept whole, and stays until the visitor
// asks for the next one.
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';
import { keepModel, onlyGenuine } from './offline/model-cache.js';
import { isForThisBrowser, partOf } from './offline/runtime-files.js';

/** @type {{url: string, revision: string | null, integrity: string}[]} filled in by the build */
const FILES = self.__BUILT_FILES__;
const ALWAYS = [null, 'wasm']; // files of no part, and of the backend that runs nearly everywhere
const PATIENCE = 5; // seconds for a network that is there but does not answer

// A host may serve other pages, too, even another Kilas.
const { scope } = self.registration;
const PAGE = `kilas-page ${scope}`;
const MODELS = `kilas-models ${scope}`;

const page = new PrecacheController({ cacheName: PAGE });
page.addToCacheList(
  FILES.filter(({ url }) => ALWAYS.includes(partOf(url)) && isForThisBrowser(url)),
);
const hashed = new CacheFirst({ cacheName: PAGE });
const genuine = new CacheFirst({ cacheName: MODELS, plugins: [onlyGenuine] });
const newest = new NetworkFirst({
  cacheName: MODELS,
  networkTimeoutSeconds: PATIENCE,
  plugins: [{ cacheWillUpdate: async () => null }], // kept by keepModel, when all is there
});

const isIn = (folder, { href }) => href.startsWith(`${scope}${folder}/`);
registerRoute(new PrecacheRoute(page, { ignoreURLParametersMatching: [/./], cleanURLs: false }));
registerRoute(({ url }) => isIn('assets', url), hashed);
registerRoute(({ url }) => isIn('model', url) && url.searchParams.has('sha'), genuine);
registerRoute(({ url }) => isIn('model', url), newest);

self.addEventListener('install', (event) => {
  page.install(event);
  event.waitUntil(keepUsedParts(event));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOldFiles(), self.clients.claim()]));
});

self.addEventListener('message', (event) => {
  const { task, input } = event.data;
  if (task === 'take-over') self.skipWaiting();
  if (task === 'keep') event.waitUntil(keep(input, event));
});

/** Answers whether the page can now do without a network. */
async function keep({ model, backend }, event) {
  let kept = false;
  try {
    await keepPart(backend, event);
    await keepModel({
      models: `${scope}model/`,
      model,
      cache: await caches.open(MODELS),
      newest: (address) =>
        newest.handle({ event, request: new Request(address, { cache: 'no-cache' }) }),
      keepFile: (address) => handleAll(genuine, new Request(address), event),
    });
    kept = true;
  } catch {
    // Out of space, or the network broke off: the next visit tries again.
  }
  event.ports[0].postMessage({ kept });
}

/** What the version before had to load, the next one brings before it takes over. */
async function keepUsedParts(event) {
  const cache = await caches.open(PAGE);
  const used = new Set((await cache.keys()).map(({ url }) => partOf(url)));
  const others = [...used].filter((part) => !ALWAYS.includes(part));
  await Promise.all(others.map((part) => keepPart(part, event)));
}

async function keepPart(part, event) {
  const wanted = FILES.filter(({ url }) => partOf(url) === part && isForThisBrowser(url));
  await Promise.all(
    wanted.map(({ url, integrity }) => handleAll(hashed, new Request(url, { integrity }), event)),
  );
}

async function handleAll(strategy, request, event) {
  await Promise.all(strategy.handleAll({ request, event }));
}

async function forgetOldFiles() {
  // Other windows are still of the version before, and load from it.
  if ((await self.clients.matchAll()).length > 1) return;
  const current = new Set(FILES.map(({ url }) => new URL(url, scope).href));
  for (const key of page.getURLsToCacheKeys().values()) current.add(key);
  const cache = await caches.open(PAGE);
  for (const request of await cache.keys()) {
    if (!current.has(request.url)) await cache.delete(request);
  }
}
