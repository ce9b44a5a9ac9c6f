// The unit tests in test/, run by Node's own runner: bundled where they are TypeScript, as they are where they test the build.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'mayday-pages-'));
try {
    const all = await readdir(join(here, 'test'));
    const tests = all.filter(name => name.endsWith('.test.ts'));
    const ofTheBuild = all.filter(name => name.endsWith('.test.mjs')).map(name => join(here, 'test', name));
    const entryPoints = tests.map(name => join(here, 'test', name));
    await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outdir: folder, outExtension: { '.js': '.mjs' }, logLevel: 'warning' });
    const bundles = tests.map(name => join(folder, name.replace(/\.ts$/, '.mjs')));
    const child = spawn(process.execPath, ['--test', '--test-reporter=dot', ...bundles, ...ofTheBuild], { stdio: ['ignore', 'inherit', 'inherit'] });
    process.exitCode = await new Promise(fulfil => child.on('exit', fulfil));
} finally {
    await rm(folder, { recursive: true, force: true });
}
