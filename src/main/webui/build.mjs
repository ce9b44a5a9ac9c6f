// Builds the pages into target/classes/pages, where dev.mayday.guardian.Pages finds them. Called by the Maven build; does
// nothing when neither a source nor the lock file changed since the last time.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(here, '../../..');
const out = join(project, 'target/classes/pages');
const stamp = join(project, 'target/webui.stamp');

async function main() {
    const digest = await sources();
    const done = existsSync(join(out, 'contents.txt')) ? await readFile(stamp, 'utf8').catch(() => '') : '';
    if (done === digest) return;
    await dependencies();
    const { bundle } = await import('./build/bundle.mjs');
    const started = Date.now();
    await rm(out, { recursive: true, force: true });
    await Promise.all([check(), bundle(here, out)]);
    await writeFile(stamp, digest);
    console.log(`pages built in ${Date.now() - started} ms`);
}

/** One digest of all that the pages are made of. */
async function sources() {
    const digest = createHash('sha256').update(process.version);
    for (const file of (await files(here)).sort()) digest.update(relative(here, file)).update(await readFile(file));
    return digest.digest('hex');
}

async function files(folder) {
    const entries = await readdir(folder, { withFileTypes: true });
    const found = entries
        .filter(({ name }) => name !== 'node_modules')
        .map(entry => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
    return (await Promise.all(found)).flat();
}

/** `npm ci`, unless what is there came from this very lock file. */
async function dependencies() {
    const lock = await readFile(join(here, 'package-lock.json'));
    const digest = createHash('sha256').update(lock).digest('hex');
    const installed = join(here, 'node_modules/.installed-from');
    if ((await readFile(installed, 'utf8').catch(() => '')) === digest) return;
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
    await writeFile(installed, digest);
}

/** Types, lint and unit tests, beside the bundling. oxlint needs Node 20; the types are checked on any. */
async function check() {
    const bin = name => join(here, 'node_modules/.bin', name);
    const lint = Number(process.versions.node.split('.')[0]) >= 20;
    await Promise.all([
        run(bin('tsc'), ['--noEmit']),
        run(bin('tsc'), ['--noEmit', '--project', 'tsconfig.worker.json']),
        lint ? run(bin('oxlint'), ['--deny-warnings', '--quiet', 'src', 'test']) : Promise.resolve(),
        run(process.execPath, ['test.mjs']),
    ]);
}

function run(command, args) {
    return new Promise((fulfil, refuse) => {
        const child = spawn(command, args, { cwd: here, stdio: ['ignore', 'inherit', 'inherit'] });
        child.on('error', refuse);
        child.on('exit', code => (code === 0 ? fulfil() : refuse(new Error(`${command} ended with ${code}`))));
    });
}

await mkdir(dirname(stamp), { recursive: true });
await main();
