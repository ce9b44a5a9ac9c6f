// What the browser gets: hashed and split scripts, styles, the base map, each also as brotli and gzip, and a list of them all.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { baseMap } from './basemap.mjs';

const PAGES = ['dashboard', 'link', 'invitation'];
const SERVICE_WORKER = 'service-worker.js';

/** @param {string} from the folder of the sources @param {string} out the folder to fill */
export async function bundle(from, out) {
    await mkdir(join(out, 'assets'), { recursive: true });
    const [scripts, styles, map] = await Promise.all([bundleScripts(from, out), bundleStyles(from, out), writeBaseMap(out)]);
    const icon = await keep(out, 'mayday.svg', await readFile(join(from, 'pages/mayday.svg')));
    for (const page of PAGES) {
        const values = { script: scripts.entry(page), preload: scripts.preloads(page), style: styles, map, icon, worker: scripts.entry('worker') };
        await writeFile(join(out, `${page}.html`), fill(await readFile(join(from, `pages/${page}.html`), 'utf8'), values));
    }
    await bundleServiceWorker(from, out);
    const assets = await readdir(join(out, 'assets'));
    await Promise.all([SERVICE_WORKER, ...assets.map(asset => `assets/${asset}`)].map(path => compress(join(out, path))));
    const contents = [...PAGES.map(page => `${page}.html`), SERVICE_WORKER, ...assets.map(asset => `assets/${asset}`)].sort();
    await writeFile(join(out, 'contents.txt'), contents.join('\n') + '\n');
}

/**
 * MapLibre is bundled from its sources: page and worker are entries of one build, so that they share what they have in
 * common, a quarter less to download than its own two bundles.
 */
async function bundleScripts(from, out) {
    const { metafile } = await build({
        absWorkingDir: from,
        entryPoints: {
            ...Object.fromEntries(PAGES.map(page => [page, `src/${page}/main.ts`])),
            worker: 'node_modules/maplibre-gl/src/source/worker.ts',
        },
        alias: { 'maplibre-gl/style.css': './node_modules/maplibre-gl/dist/maplibre-gl.css', 'maplibre-gl': './node_modules/maplibre-gl/src/index.ts' },
        loader: { '.css': 'text' },
        tsconfig: join(from, 'tsconfig.json'), // for MapLibre's sources too: its class fields are not to be defined anew
        bundle: true,
        splitting: true,
        format: 'esm',
        target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
        minify: true,
        legalComments: 'none',
        entryNames: 'assets/[name]-[hash]',
        chunkNames: 'assets/[name]-[hash]',
        outdir: out,
        metafile: true,
        logLevel: 'warning',
    });
    const outputs = Object.entries(metafile.outputs);
    const source = name => (name === 'worker' ? 'node_modules/maplibre-gl/src/source/worker.ts' : `src/${name}/main.ts`);
    const output = name => outputs.find(([, { entryPoint }]) => entryPoint === source(name));
    const url = path => `/assets/${basename(path)}`;
    return {
        entry: name => url(output(name)[0]),
        preloads: name =>
            output(name)[1]
                .imports.filter(({ kind }) => kind === 'import-statement')
                .map(({ path }) => `<link rel="modulepreload" href="${url(path)}" />`)
                .join(''),
    };
}

/** One file of its own, always under the same name: a browser looks there for a newer one. */
async function bundleServiceWorker(from, out) {
    await build({
        entryPoints: [join(from, 'src/worker/service-worker.ts')],
        bundle: true,
        minify: true,
        format: 'iife',
        outfile: join(out, SERVICE_WORKER),
        target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
        logLevel: 'warning',
    });
}

async function bundleStyles(from, out) {
    const { outputFiles } = await build({
        entryPoints: [join(from, 'styles/mayday.css')],
        bundle: true,
        minify: true,
        write: false,
        outdir: out,
        target: ['chrome111', 'firefox115', 'safari16.4'],
    });
    return keep(out, 'mayday.css', outputFiles[0].contents);
}

async function writeBaseMap(out) {
    return keep(out, 'world.json', Buffer.from(JSON.stringify(baseMap())));
}

/** Writes an asset under a name that changes with its content, so that browsers may keep it for ever. */
async function keep(out, name, content) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
    const hashed = name.replace('.', `-${hash}.`);
    await writeFile(join(out, 'assets', hashed), content);
    return `/assets/${hashed}`;
}

function fill(template, values) {
    return template.replace(/\{\{(\w+)\}\}/g, (hole, name) => {
        if (values[name] === undefined) throw new Error(`nothing to put into ${hole}`);
        return values[name];
    });
}

async function compress(file) {
    const content = await readFile(file);
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content, brotli));
    await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}
