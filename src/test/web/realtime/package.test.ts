// The package as it is handed out: its size, and every sample of its page.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const PAGE = 'docs/realtime.md';
const SOURCES = 'src/main/web/realtime';
// Bytes on the wire, minified, gzipped, with what it imports.
const LIMITS = { index: 4_000, buffer: 1_000, react: 600 };

async function size(module: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [`target/web/realtime/${module}.js`], bundle: true, minify: true, format: 'esm', write: false, external: ['react', 'react/jsx-runtime', 'react-dom'],
  });
  return gzipSync(outputFiles[0]!.contents).length;
}

for (const [module, limit] of Object.entries(LIMITS)) {
  test(`${module} is no larger than its page says`, async () => {
    const bytes = await size(module);
    assert.ok(bytes <= limit, `${bytes} bytes`);
    const said = `${(limit / 1000).toFixed(1)} kB`;
    assert.ok(readFileSync(PAGE, 'utf8').includes(said), `the page does not say ${said}`);
  });
}

test('the core has no dependency', () => {
  const { dependencies = {} } = JSON.parse(readFileSync(`${SOURCES}/package.json`, 'utf8')) as { dependencies?: object };
  assert.deepEqual(dependencies, {});
  for (const file of ['index.js', 'buffer.js']) {
    assert.doesNotMatch(readFileSync(`target/web/realtime/${file}`, 'utf8'), /from ["'](?!\.)/);
  }
});

test('every module that the package names is there, with its types', () => {
  const { exports } = JSON.parse(readFileSync('target/web/realtime/package.json', 'utf8')) as { exports: Record<string, Record<string, string>> };
  for (const files of Object.values(exports)) {
    for (const file of Object.values(files)) {
      assert.ok(existsSync(`target/web/realtime/${file}`), file);
    }
  }
  assert.ok(!readdirSync('target/web/realtime').some(file => file.endsWith('.ts') && !file.endsWith('.d.ts')));
});

test('every sample of the page compiles against the package', () => {
  const folder = 'target/web/samples';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const samples = [...readFileSync(PAGE, 'utf8').matchAll(/^```(tsx?)\n(.*?)^```/gms)];
  assert.ok(samples.length >= 2);
  samples.forEach(([, kind, code], i) => writeFileSync(`${folder}/sample${i + 1}.${kind}`, `${code}\nexport {};\n`));
  writeFileSync(`${folder}/around.d.ts`, readFileSync('src/test/web/realtime/samples.d.ts'));
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({
    extends: '../../../tsconfig.json',
    compilerOptions: {
      noUnusedLocals: false, noUnusedParameters: false, types: ['react'], typeRoots: ['../../../node_modules/@types'],
      paths: { '@towline/realtime': ['../realtime/index.d.ts'], '@towline/realtime/*': ['../realtime/*.d.ts'] },
    },
    include: ['.'],
  }));
  try {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], { encoding: 'utf8' });
  } catch (failed) {
    assert.fail((failed as { stdout: string }).stdout);
  }
});
