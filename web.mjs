// Builds and tests the browser code. Maven calls it before it packages resources and when it runs tests; each step is skipped
// when nothing that it reads has changed.
//
//   node web.mjs build   check the types of everything, then write the assets of pages and the package @towline/realtime
//   node web.mjs test    build, then run src/test/web
//
// A file that lies directly in src/main/web is an asset with an address of its own, /assets/<name>; scripts carry all that they
// import, so that a page never mixes modules of two deployments. Folders hold what is imported.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
process.chdir(root);

const SOURCES = 'src/main/web';
const TESTS = 'src/test/web';
const ASSETS = 'target/classes/META-INF/resources/assets';
const PACKAGE = 'target/web/realtime';
const BUNDLED_TESTS = 'target/web/test';
const TSC = 'node_modules/typescript/bin/tsc';
const SET_UP = ['package.json', 'package-lock.json', 'tsconfig.json', 'web.mjs'];
// What a widely used browser of the last three years understands.
const BROWSERS = 'es2022';

function filesIn(folder) {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)])) : [];
}

function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Runs `work` unless it was done for the very same content, and its results are still there. */
async function unlessDone(name, files, results, work) {
  const stamp = join('target/web', `.${name}`);
  const now = fingerprint(files);
  if (results.every(existsSync) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
    return;
  }
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error || status !== 0) {
    console.error(`web: "${command} ${args.slice(0, 3).join(' ')}" failed${error ? `: ${error.message}` : ''}`);
    process.exit(1);
  }
}

// Asks the registry only when the lock file is another than the installed one.
function install() {
  const lock = 'package-lock.json';
  const installed = 'node_modules/.towline';
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== fingerprint([lock])) {
    // No package may run a script of its own here.
    run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
    writeFileSync(installed, fingerprint([lock]));
  }
}

async function bundle(options) {
  const { build } = await import('esbuild');
  await build({ bundle: true, format: 'esm', logLevel: 'warning', charset: 'utf8', jsx: 'automatic', ...options });
}

async function assets() {
  rmSync(ASSETS, { recursive: true, force: true });
  mkdirSync(ASSETS, { recursive: true });
  const own = filesIn(SOURCES).filter(file => dirname(file) === SOURCES && !file.endsWith('.d.ts'));
  for (const file of own.filter(file => !/\.(js|tsx?)$/.test(file))) {
    copyFileSync(file, join(ASSETS, file.slice(SOURCES.length + 1)));
  }
  for (const file of own.filter(file => /\.(js|tsx?)$/.test(file))) {
    // Each by itself: only what is imported at run time, `import()`, becomes a file of its own.
    await bundle({
      entryPoints: [file], outdir: ASSETS, target: BROWSERS, splitting: true, minify: true, chunkNames: 'parts/[name]-[hash]', define: { 'process.env.NODE_ENV': '"production"' },
    });
  }
}

// The package as others install it: modules beside their types, and nothing else.
async function realtimePackage() {
  rmSync(PACKAGE, { recursive: true, force: true });
  const from = join(SOURCES, 'realtime');
  if (!existsSync(from)) {
    return;
  }
  const { exports } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  const modules = Object.values(exports).map(({ default: file }) => join(from, file).replace(/\.js$/, ''));
  await bundle({
    entryPoints: modules.map(module => [`${module}.ts`, `${module}.tsx`].find(existsSync)), outdir: PACKAGE, target: BROWSERS,
    splitting: true, chunkNames: 'parts/[name]-[hash]', external: ['react', 'react/jsx-runtime'],
  });
  run(process.execPath, TSC, '-p', from, '--outDir', PACKAGE);
  copyFileSync(join(from, 'package.json'), join(PACKAGE, 'package.json'));
}

async function build() {
  install();
  await unlessDone('types', [...SET_UP, ...filesIn(SOURCES), ...filesIn(TESTS)], [],
    () => run(process.execPath, TSC, '--noEmit'));
  await unlessDone('assets', [...SET_UP, ...filesIn(SOURCES)], [ASSETS], async () => {
    await assets();
    await realtimePackage();
  });
}

async function test() {
  await build();
  await unlessDone('tests', [...SET_UP, ...filesIn(SOURCES), ...filesIn(TESTS), ...filesIn('docs').filter(file => file.endsWith('.md'))], [], async () => {
    rmSync(BUNDLED_TESTS, { recursive: true, force: true });
    const files = filesIn(TESTS).filter(file => /\.(test|program)\.tsx?$/.test(file));
    await bundle({
      entryPoints: files, outdir: BUNDLED_TESTS, outbase: TESTS, outExtension: { '.js': '.mjs' }, platform: 'node', target: 'node18',
      packages: 'external', sourcemap: 'inline',
    });
    const bundled = filesIn(BUNDLED_TESTS).filter(file => file.endsWith('.test.mjs'));
    if (bundled.length > 0) {
      run(process.execPath, '--enable-source-maps', '--test', '--test-reporter=spec', ...bundled);
    }
  });
}

const steps = { build, test };
const step = steps[process.argv[2]];
if (!step) {
  console.error('usage: node web.mjs build | test');
  process.exit(2);
}
await step();
