/**
 * Answers to a live camera. One frame in flight: a slow device skips frames,
 * it never queues them.
 *
 * @param {object} options
 * @param {() => Promise<ImageBitmap | VideoFrame>} options.nextFrame
 * @param {(frame: ImageBitmap | VideoFrame) => Promise<object>} options.classify
 * @param {(answer: object) => void} options.show
 * @param {AbortSignal} signal ends the watching
 */
export async function watch({ nextFrame, classify, show }, signal) {
  while (!signal.aborted) {
    const frame = await nextFrame();
    if (signal.aborted) return frame.close();
    try {
      const answer = await classify(frame);
      if (!signal.aborted) show(answer); // may have stopped meanwhile
    } finally {
      frame.close();
    }
  }
}
