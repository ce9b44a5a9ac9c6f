// What the browser gets: hashed and split scripts, styles, the base map, each also as brotli and gzip, and a list of them all.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { baseMap } from './basemap.mjs';
import { icon as drawn } from './icons.mjs';

const PAGES = ['dashboard', 'link', 'invitation', 'app', 'operator'];
const SERVICE_WORKER = 'service-worker.js';

/** @param {string} from the folder of the sources @param {string} out the folder to fill */
export async function bundle(from, out) {
    await mkdir(join(out, 'assets'), { recursive: true });
    const [scripts, styles, map] = await Promise.all([bundleScripts(from, out), bundleStyles(from, out), writeBaseMap(out)]);
    const icon = await keep(out, 'mayday.svg', await readFile(join(from, 'pages/mayday.svg')));
    const install = await installable(from, out, icon);
    const operatorStyle = await bundleStyles(from, out, 'operator.css');
    for (const page of PAGES) {
        const values = { ...install, operatorStyle, script: scripts.entry(page), preload: scripts.preloads(page), style: styles, map, icon, worker: scripts.entry('worker') };
        await writeFile(join(out, `${page}.html`), fill(await readFile(join(from, `pages/${page}.html`), 'utf8'), values));
    }
    const shell = ['/app', ...scripts.all('app'), install.phoneStyle, install.manifest, install.touchIcon, icon];
    await bundleServiceWorker(from, out, shell);
    const assets = await readdir(join(out, 'assets'));
    await Promise.all([SERVICE_WORKER, ...assets.filter(asset => !asset.endsWith('.png')).map(asset => `assets/${asset}`)].map(path => compress(join(out, path))));
    const contents = (await readdir(out, { recursive: true })).filter(path => path !== 'assets').sort();
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
        all: name => [...reached(output(name)[0], metafile.outputs)].map(url),
        preloads: name =>
            output(name)[1]
                .imports.filter(({ kind }) => kind === 'import-statement')
                .map(({ path }) => `<link rel="modulepreload" href="${url(path)}" />`)
                .join(''),
    };
}

/** A script and all that it may ever import. */
function reached(path, outputs, known = new Set()) {
    if (known.has(path) || !outputs[path]) return known;
    known.add(path);
    for (const { path: next } of outputs[path].imports) reached(next, outputs, known);
    return known;
}

/** What makes a phone take the page for an app, and its style sheet, which no other page needs. */
async function installable(from, out, icon) {
    const [icon192, icon512] = await Promise.all([192, 512].map(size => keep(out, `icon${size}.png`, drawn(size))));
    const manifest = fill(await readFile(join(from, 'pages/manifest.json'), 'utf8'), { icon, icon192, icon512 });
    return { touchIcon: icon192, manifest: await keep(out, 'app.webmanifest', Buffer.from(manifest)), phoneStyle: await bundleStyles(from, out, 'phone.css') };
}

/**
 * One file of its own, always under the same name: a browser looks there for a newer one.
 * @param shell what the phone's page needs to open with no network
 */
async function bundleServiceWorker(from, out, shell) {
    const name = createHash('sha256').update(shell.join()).digest('hex').slice(0, 8);
    await build({
        entryPoints: [join(from, 'src/worker/service-worker.ts')],
        bundle: true,
        minify: true,
        format: 'iife',
        outfile: join(out, SERVICE_WORKER),
        define: { SHELL: JSON.stringify({ name, page: '/app', files: shell }) },
        target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
        logLevel: 'warning',
    });
}

async function bundleStyles(from, out, name = 'mayday.css') {
    const { outputFiles } = await build({
        entryPoints: [join(from, 'styles', name)],
        bundle: true,
        minify: true,
        write: false,
        outdir: out,
        target: ['chrome111', 'firefox115', 'safari16.4'],
    });
    return keep(out, name, outputFiles[0].contents);
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
