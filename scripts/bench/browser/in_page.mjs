// What runs inside a page, so none of these functions may use anything from outside itself.

/**
 * Starts an engine's worker and loads the network, as `globalThis.ask`.
 *
 * @param {{site: string, worker: string, options: object, files: object, begin: object}} engine
 *   `site` is its address; `begin` goes to the task of that name
 */
export async function startWorker({ site, worker, options, files, begin }) {
  const thread = new Worker(`${site}/${worker}`, options);
  const waiting = new Map();
  thread.onmessage = ({ data: { id, output, failure } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (failure) reject(new Error(JSON.stringify(failure)));
    else resolve(output);
  };
  thread.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
  };
  let next = 0;
  globalThis.ask = (task, input) =>
    new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      thread.postMessage({ id: next++, task, input });
    });
  const load = Object.entries(files).map(async ([part, path]) => {
    const response = await fetch(`${site}/${path}`);
    return [part, await (path.endsWith('.json') ? response.json() : response.arrayBuffer())];
  });
  const loaded = Object.fromEntries(await Promise.all(load));
  await globalThis.ask('begin', begin);
  await globalThis.ask('load', loaded.model ? loaded : { files: loaded });
}

/**
 * Answers the pictures that the model brings along, one after the other.
 *
 * @param {{pictures: string[], runs: number}} order base64 of [size, size, 3] levels
 * @returns {Promise<{times: number[], seconds: number, answers: object[]}>} `times` of the network
 *   alone, in milliseconds, and the seconds that all took together
 */
export async function answerPictures({ pictures, runs }) {
  const tensors = pictures.map((text) =>
    Float32Array.from(atob(text), (character) => character.charCodeAt(0)),
  );
  const answers = [];
  const start = performance.now();
  for (let run = 0; run < runs; run++) {
    const index = run % pictures.length;
    answers.push(await globalThis.ask('check', { index, tensor: tensors[index] }));
  }
  const seconds = (performance.now() - start) / 1000;
  return { times: answers.map(({ milliseconds }) => milliseconds), seconds, answers };
}

/**
 * Hands a picture to a page as soon as the page takes one, which is when its modules have run, and
 * says on the console when, in milliseconds since navigation began, it answered. All from inside:
 * what a test tool brings along to look at a page is a long task on a slow device.
 *
 * @param {{input: string, answered: string, picture: string}} visit selectors of the file input and
 *   of what is there when the page has answered, and a WebP file in base64
 */
export function handPicture({ input, answered, picture }) {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(answered)) return;
    observer.disconnect();
    console.debug('answered', performance.now());
  });
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  document.addEventListener('DOMContentLoaded', () => {
    const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], 'horse.webp', { type: 'image/webp' }));
    const field = document.querySelector(input);
    field.files = files.files;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  });
}
