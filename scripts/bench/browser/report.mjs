// Each function turns the figures of one part into the Markdown of its section.

const KERNELS_SHOWN = 12;
const NAMES = { kilas: 'Kilas', 'onnxruntime-web': 'ONNX Runtime Web', litert: 'LiteRT.js' };

export function describeBytes({ transferred, ratios }) {
  const rows = Object.entries(transferred).map(([name, { runtime, weights, total }]) => [
    NAMES[name],
    megabytes(runtime),
    megabytes(weights),
    megabytes(total),
  ]);
  return paragraphs(
    table(['', 'Everything but the weights, MB', 'Weights, MB', 'Together, MB'], rows),
    ratios &&
      `**runtime_bytes_ratio ${ratios.runtime_bytes_ratio.toFixed(3)}** (at most 0.25 wanted), ` +
        `**transferred_bytes_ratio ${ratios.transferred_bytes_ratio.toFixed(3)}** (at most 0.6), ` +
        'each against the lighter peer.',
  );
}

export function describeFirstAnswer(figures) {
  const { slower, line, spread, seconds } = figures;
  const rows = Object.entries(spread).map(([name, { median, min, max }]) => [
    NAMES[name],
    median.toFixed(2),
    `${min.toFixed(2)} to ${max.toFixed(2)}`,
    seconds[name].length,
  ]);
  return paragraphs(
    `Every thread ${slower} times slower, a line of ${line.megabits} Mbit/s with ${line.roundTrip} ms to ` +
      'each answer, nothing in the cache. The picture is handed over as soon as the page takes one.',
    table(['', 'Seconds, median', 'Spread', 'Visits'], rows),
    figures.ratios && ratioLine(figures, 0.5),
  );
}

export function describeLatency(figures) {
  return paragraphs(
    'One picture at a time through the network alone, in a worker, all engines in turn in each ' +
      'round. Pictures per second count the messages to and from the worker as well. Every engine ' +
      'first had to give the probabilities that Python gives.',
    latencyTable('WASM', figures.engines),
    figures.ratios && ratioLine(figures, 1.3),
  );
}

export function describeGraphics(figures) {
  const { webgl, webgpu } = figures.behind;
  const found = `Behind WebGL: ${webgl ?? 'nothing'}. Behind WebGPU: ${webgpu ?? 'nothing'}.`;
  if (Object.keys(figures.engines).length === 0)
    return `${found} That is no graphics card, so there is nothing to compare.`;
  return paragraphs(
    `${found} Measured as on WASM.`,
    latencyTable('Graphics card', figures.engines),
    figures.ratios && ratioLine(figures),
  );
}

function latencyTable(where, engines) {
  const rows = Object.entries(engines).map(([label, engine]) => [
    label.replace(/^[^,]+/, (name) => NAMES[name]),
    engine.median_ms.toFixed(2),
    engine.p95_ms.toFixed(2),
    `${engine.round_medians_ms.min.toFixed(2)} to ${engine.round_medians_ms.max.toFixed(2)}`,
    engine.pictures_per_second.median.toFixed(0),
    engine.pictures,
  ]);
  const heads = [where, 'Median, ms', '95th percentile, ms', 'Medians of the rounds, ms'];
  return table([...heads, 'Pictures per second', 'Pictures'], rows);
}

export function describeKernels({ runs, median_ms: whole, kernels }) {
  const shown = kernels.slice(0, KERNELS_SHOWN);
  const total = (some) => some.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const row = (name, calls, milliseconds) => [
    name,
    calls,
    milliseconds.toFixed(2),
    `${((100 * milliseconds) / whole).toFixed(0)} %`,
  ];
  const rest = kernels.slice(KERNELS_SHOWN);
  const calls = rest.reduce((sum, kernel) => sum + kernel.calls, 0);
  return paragraphs(
    `Ours alone, on WASM, with a clock around each kernel of TensorFlow.js; medians of ${runs} pictures.`,
    table(
      ['Kernel, and what comes out of it', 'Calls', 'Milliseconds', 'Share'],
      [
        ...shown.map((kernel) => row(kernel.kernel, kernel.calls, kernel.milliseconds)),
        row('all others', calls, total(rest)),
        row('between the kernels', '', whole - total(kernels)),
        row('**one picture**', '', whole),
      ],
    ),
  );
}

export function describeMemory({ peak }) {
  const rows = Object.entries(peak).map(([name, bytes]) => [
    NAMES[name],
    bytes === null ? 'this system does not tell' : (bytes / 1e6).toFixed(0),
  ]);
  return paragraphs(
    "The most that the page's process held in memory until it had answered, with the browser's own code.",
    table(['', 'Peak, MB'], rows),
  );
}

export function describeCamera({ slower, live, frame, own_work_ms: own }) {
  return paragraphs(
    `A made-up camera for ${live.seconds.toFixed(0)} s, every thread of the page ${slower} times slower:`,
    table(
      ['', ''],
      [
        ['Main-thread tasks over 50 ms (none wanted)', live.long_tasks],
        ['The longest, ms', live.long_tasks ? live.longest_task_ms.toFixed(0) : '–'],
        ['Frames of the camera per second', live.camera_frames_per_second.toFixed(1)],
        ['Answers per second', live.answers_per_second.toFixed(1)],
        ['Frames left out', `${(100 * live.dropped_share).toFixed(0)} %`],
      ],
    ),
    `Crop, shrink and the drawing that they need take ${own.median.toFixed(2)} ms of a frame of ` +
      `${frame.width} × ${frame.height} pixels (95th percentile ${own.p95.toFixed(2)}, ${frame.runs} frames, ` +
      'not slowed; under 2 wanted).',
  );
}

export function describeBatch({ count, width, height, seconds, pictures_per_second, memory }) {
  const held =
    memory &&
    `The page's process held ${(memory.settled / 1e6).toFixed(0)} MB after a tenth of them, ` +
      `${(memory.end / 1e6).toFixed(0)} MB at the end and ${(memory.peak / 1e6).toFixed(0)} MB at most.`;
  return [
    `${count.toLocaleString('en')} JPEG files of ${width} × ${height} pixels, chosen at once: ` +
      `${pictures_per_second.toFixed(1)} pictures per second (${seconds.toFixed(0)} s).`,
    held ?? 'This system does not tell how much memory that takes.',
  ].join(' ');
}

/**
 * @param {object} figures circumstances of a run
 * @returns {string} the line above each section that it wrote
 */
export const describeRun = ({ date, commit, hardware, load, browser, versions }) =>
  `*${date}, commit \`${commit}\`, ${hardware}, load before ${load}, ${browser}; ` +
  `${Object.entries(versions)
    .map(([name, version]) => `${NAMES[name]} ${version}`)
    .join(', ')}.*`;

const megabytes = (bytes) => (bytes / 1e6).toFixed(3);

function ratioLine({ ratios, ratio_spread: { min, max } }, limit) {
  const [[name, value]] = Object.entries(ratios);
  const wanted = limit ? `; at most ${limit} wanted` : '';
  return (
    `**${name} ${value.toFixed(2)}** (${min.toFixed(2)} to ${max.toFixed(2)} by round${wanted}), ` +
    'against the faster peer.'
  );
}

const paragraphs = (...parts) => parts.filter(Boolean).join('\n\n');

function table(heads, rows) {
  return [heads, heads.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
