import { createHash } from 'node:crypto';

const GRAPH = {
  format: 'graph-model',
  modelTopology: {
    node: [
      {
        name: 'image',
        op: 'Placeholder',
        attr: { shape: { shape: { dim: [-1, 1, 1, 3].map((size) => ({ size: String(size) })) } } },
      },
      ...['Identity', 'Identity_1', 'Identity_2', 'Identity_3'].map((name) => ({ name })),
    ],
  },
  weightsManifest: [{ paths: ['a.bin', 'b.bin'], weights: [] }],
};

const METADATA = {
  format: 1,
  name: 'pets',
  title: { en: 'Pets', id: 'Peliharaan' },
  classes: ['cat', 'dog'].map((name) => ({ name, labels: { en: name }, emoji: '' })),
  input: {
    tensor: 'image:0',
    size: 1,
    crop: 'center-square',
    resize: 'triangle',
    background: [255, 255, 255],
    range: [0, 255],
  },
  outputs: {
    probabilities: 'Identity:0',
    confidence: 'Identity_1:0',
    logits: 'Identity_2:0',
    embedding: 'Identity_3:0',
  },
  threshold: 0.5,
  temperature: 1,
  metrics: null,
  self_check: { tolerance: 0.01, pictures: [{ pixels: 'AAAA', probabilities: [0.5, 0.5] }] },
};

/**
 * The files of a whole model of two classes, as the pipeline writes them.
 *
 * @param {object} [changes]
 * @param {object} [changes.metadata] merged into the metadata
 * @param {object} [changes.graph] merged into `model.json`, before it is listed
 * @param {Record<string, string | undefined>} [changes.files] put in the place of what is listed
 * @returns {Record<string, string>} contents by name
 */
export function tinyModel({ metadata = {}, graph = {}, files = {} } = {}) {
  const listed = {
    'model.json': JSON.stringify({ ...GRAPH, ...graph }),
    'a.bin': 'AAA',
    'b.bin': 'BB',
  };
  const entries = Object.entries(listed).map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const whole = {
    ...listed,
    'metadata.json': JSON.stringify({ ...METADATA, files: entries, ...metadata }),
    ...files,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, content]) => content !== undefined));
}
