import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../scripts/setup/browser.mjs';
import { nodeFailure } from '../../scripts/setup/node_version.mjs';
import { holds } from '../../scripts/setup/packages.mjs';
import { parsePort, requireFreePort } from '../../scripts/setup/port.mjs';
import { findPython, whyNot } from '../../scripts/setup/python.mjs';
import { mustRun, run } from '../../scripts/setup/run.mjs';

// Containers often have no IPv6.
const HERE = Object.values(networkInterfaces())
  .flat()
  .map(({ address }) => address)
  .filter((address) => ['127.0.0.1', '::1'].includes(address));
const LINUX = { platform: 'linux', arch: 'x64' };

describe('Node', () => {
  const range = '^20.19.0 || >=22.12.0';

  test.each(['20.19.0', '20.20.2', '22.12.0', '22.13.0', '24.0.0'])('%s will do', (version) => {
    expect(nodeFailure(version, range)).toBeNull();
  });

  test.each(['18.20.0', '20.18.9', '21.7.0', '22.11.5'])('%s is refused by name', (version) => {
    expect(nodeFailure(version, range)).toContain(`This is Node ${version}`);
    expect(nodeFailure(version, range)).toContain('20.19.0 or >=22.12.0');
  });
});

describe('port', () => {
  test.each([
    [undefined, 8080],
    ['', 8080],
    ['1', 1],
    ['65535', 65535],
  ])('PORT=%s means %i', (value, port) => {
    expect(parsePort(value)).toBe(port);
  });

  test.each(['0', '65536', '-1', '80.5', '0x50', 'abc'])('PORT=%s is refused', (value) => {
    expect(() => parsePort(value)).toThrow(`PORT is '${value}'`);
  });

  test.each(HERE)('a port taken on %s is named', async (host) => {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, host, resolve));
    const { port } = server.address();
    await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is taken`);
    await new Promise((resolve) => server.close(resolve));
    await requireFreePort(port);
  });
});

describe('npm packages', () => {
  const entry = { version: '1.0.0', integrity: 'sha512-a' };
  const lock = (packages) => ({ packages: { '': {}, ...packages } });

  test('the same packages need no installation', () => {
    expect(holds(lock({ a: entry }), lock({ a: entry }), LINUX)).toBe(true);
  });

  test.each([
    ['nothing installed', null],
    ['a package missing', lock({})],
    ['another version', lock({ a: { ...entry, version: '1.0.1' } })],
    ['other content', lock({ a: { ...entry, integrity: 'sha512-b' } })],
  ])('%s asks for one', (_, installed) => {
    expect(holds(lock({ a: entry }), installed, LINUX)).toBe(false);
  });

  test("only this system's programs must be there", () => {
    const program = { ...entry, optional: true, os: ['linux'], cpu: ['x64'] };
    expect(holds(lock({ a: program }), lock({}), LINUX)).toBe(false);
    expect(holds(lock({ a: program }), lock({}), { platform: 'darwin', arch: 'x64' })).toBe(true);
  });

  test('an entry without a checksum is satisfied by its version', () => {
    expect(holds(lock({ a: { version: '1.0.0' } }), lock({ a: entry }), LINUX)).toBe(true);
  });
});

describe('Python', () => {
  const versions = (table) => async (program) => table[program] ?? null;

  test('3.12 is taken before others', async () => {
    const table = { 'python3.12': '3.12', 'python3.11': '3.11', python3: '3.13' };
    expect(await findPython(versions(table))).toBe('python3.12');
  });

  test('a command that does not run is passed over', async () => {
    expect(await findPython(versions({ python3: '3.11' }))).toBe('python3');
  });

  test('a wrong version is named', async () => {
    await expect(findPython(versions({ python3: '3.9', python: '2.7' }))).rejects.toThrow(
      'needs Python 3.11 or 3.12, and python3 is 3.9, python is 2.7.',
    );
  });

  test('one without venv is passed over, and named when there is no other', async () => {
    const table = { 'python3.12': '3.12 without venv', python: '3.11' };
    expect(await findPython(versions(table))).toBe('python');
    await expect(findPython(versions({ python3: '3.12 without venv' }))).rejects.toThrow(
      /python3 is 3\.12 without venv\. .*apt install python3-venv/,
    );
  });

  test.each([
    ['3.13', 'The Python in .venv is 3.13, and Kilas needs 3.11 or 3.12'],
    [null, 'The Python in .venv is missing or does not run'],
  ])('a .venv of %s is told what is wrong with it', (version, sentence) => {
    expect(whyNot(version)).toBe(sentence);
  });

  test('none at all is said', async () => {
    await expect(findPython(versions({}))).rejects.toThrow('none was found');
  });
});

describe('browser', () => {
  const works = (path) => async (candidate) => candidate === path;

  test('CHROMIUM_PATH comes first', async () => {
    const env = { CHROMIUM_PATH: '/mine', PATH: '/usr/bin' };
    expect(await findBrowser(env, 'linux', async () => true)).toBe('/mine');
  });

  test('a CHROMIUM_PATH that does not run is named', async () => {
    const env = { CHROMIUM_PATH: '/gone' };
    await expect(findBrowser(env, 'linux', works('/usr/bin/chromium'))).rejects.toThrow("'/gone'");
  });

  test('one on PATH is found', async () => {
    const chrome = join('/opt/bin', 'google-chrome');
    const env = { PATH: ['/usr/bin', '/opt/bin'].join(delimiter) };
    expect(await findBrowser(env, 'linux', works(chrome))).toBe(chrome);
  });

  test("without any, Playwright's own is left", async () => {
    expect(await findBrowser({ PATH: '/usr/bin' }, 'linux', works('/elsewhere'))).toBeNull();
  });
});

describe('commands', () => {
  test('a program that is missing gives 127, not an exception', async () => {
    expect((await run('no-such-program-here', [], { quiet: true })).code).toBe(127);
  });

  test('a failure names the command, its last lines and the remedy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kilas with space '));
    const script = join(folder, 'fail.mjs');
    writeFileSync(script, "console.error('\\u001b[31mno route\\u001b[0m'); process.exit(3);");
    await expect(
      mustRun(process.execPath, [script], 'Mend the route.', { quiet: true }),
    ).rejects.toThrow(
      /exit code 3:\n.*fail\.mjs\nIts last lines:\n {2}no route\n\nMend the route\./,
    );
    rmSync(folder, { recursive: true });
  });
});
