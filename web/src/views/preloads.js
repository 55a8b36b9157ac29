/**
 * The page begins to download its default model before any script runs. Taking the links away ends
 * that in browsers that care (the standard leaves it open); the others go on, for nothing.
 *
 * @param {string} model the key of the one that is wanted; its own downloads go on
 */
export function endPreloads(model) {
  for (const link of document.querySelectorAll('link[rel=preload][fetchpriority=low]')) {
    if (!link.getAttribute('href').startsWith(`./model/${model}/`)) link.remove();
  }
}
