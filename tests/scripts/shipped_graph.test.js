import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path) =>
  JSON.parse(readFileSync(new URL(`../../web/model/${path}`, import.meta.url), 'utf8'));

// Each operation of its own reads and writes a whole feature map once more.
describe.each(read('index.json').models)('the graph of %s', (name) => {
  const nodes = read(`${name}/model.json`).modelTopology.node;
  const opOf = new Map(nodes.map((node) => [node.name, node.op]));

  test('has every convolution fused with its bias', () => {
    const convolutions = nodes.filter(({ op }) => op.includes('Conv2d') || op.includes('Conv2D'));
    expect(convolutions.length).toBeGreaterThan(0);
    for (const { name: at, op, attr } of convolutions) {
      expect(op, at).toMatch(/^_?Fused/);
      const fused = attr.fused_ops.list.s.map((text) => Buffer.from(text, 'base64').toString());
      expect(fused[0], at).toBe('BiasAdd');
    }
  });

  test('has every ReLU fused with the convolution before it', () => {
    const apart = nodes.filter(({ op }) => op.startsWith('Relu'));
    for (const { name: at, input } of apart) {
      expect(opOf.get(input[0]), at).not.toMatch(/Conv|BiasAdd/);
    }
  });

  test('has no BatchNorm and nothing that only training needs', () => {
    const ops = [...new Set(opOf.values())];
    expect(ops.filter((op) => /BatchNorm|Dropout|Random|Cast/.test(op))).toEqual([]);
  });
});
