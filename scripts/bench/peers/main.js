// The least page that answers a picture with a peer's runtime, off the main thread as ours does.
import { createClient } from '../../../web/src/inference/client.js';

const client = createClient(new Worker(new URL('./worker.js', import.meta.url)));
const ready = start();

async function start() {
  const begun = client.call('begin', { threads: 1 });
  const response = await fetch('./model');
  const model = await response.arrayBuffer();
  await begun;
  await client.call('load', { model });
}

document.querySelector('input').oninput = async ({ target }) => {
  await ready;
  const answer = document.querySelector('#answer');
  answer.textContent = await client.call('classify', { picture: target.files[0] });
};
