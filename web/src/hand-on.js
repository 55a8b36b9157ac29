// Loaded when somebody hands an answer on, which few visits see.
import { Fault } from './fault.js';
import { drawKeepsake } from './views/keepsake.js';
import { offerFile } from './views/takeaway.js';

/**
 * The ways to hand an answer on. Each is given what `drawKeepsake` takes, and the
 * link; each tells the key and values of a sentence to say, or null.
 */
export const handOn = {
  async share(card) {
    const files = [await cardFile(card)];
    try {
      await navigator.share({ files });
      return null; // the device has shown it
    } catch (error) {
      if (error.name === 'AbortError') return null; // the visitor thought again
      throw new Fault('share-failed', { reason: error.message });
    }
  },

  async save(card) {
    const file = await cardFile(card);
    offerFile(file);
    return ['takeaway.saved', { file: file.name }];
  },

  async link({ link }) {
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      throw new Fault('link-not-copied', { link }); // insecure address, or not allowed
    }
    return ['takeaway.copied', {}];
  },
};

async function cardFile(card) {
  const blob = await drawKeepsake(card);
  const [{ name }] = card.answer.predictions;
  return new File([blob], `kilas-${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`, {
    type: blob.type,
  });
}
