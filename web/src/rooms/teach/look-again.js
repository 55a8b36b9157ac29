/**
 * Has the model in use look at classes that were taught upon its earlier weights: the embeddings
 * of those say nothing to it. The small pictures are enough for that; they are larger than what
 * most models look at.
 *
 * @param {{examples: object[]}[]} classes whose examples get new embeddings
 * @param {object} options
 * @param {(picture: Blob, signal: AbortSignal) => Promise<Float32Array>} options.embed
 * @param {(progress: {done: number, total: number}) => void} [options.onProgress]
 * @param {AbortSignal} options.signal
 * @throws {Fault} `picture-…` if one of them cannot be read; an `AbortError` after `signal`
 */
export async function lookAgain(classes, { embed, onProgress, signal }) {
  const examples = classes.flatMap((own) => own.examples);
  for (const [done, example] of examples.entries()) {
    onProgress?.({ done, total: examples.length });
    example.embedding = await embed(example.picture, signal);
    signal.throwIfAborted();
  }
}
