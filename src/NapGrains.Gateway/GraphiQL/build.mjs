// Rewrites graphiql.js, graphiql.css and graphiql.licences.txt in ../Pages/Assets from the versions in package-lock.json.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

// The fonts that GraphiQL brings along would need data: addresses in the page's security policy; the system's own do.
const withoutFonts = {
  name: 'without-fonts',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, ({ path }) => ({
      loader: 'css',
      contents: readFileSync(path, 'utf8').replace(/@font-face\s*{[^}]*}/g, ''),
    }));
  },
};

const assets = new URL('../Pages/Assets/', import.meta.url).pathname;
mkdirSync(assets, { recursive: true });
const { metafile } = await build({
  entryPoints: { graphiql: new URL('graphiql.mjs', import.meta.url).pathname },
  outdir: assets,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.USE_IMPORT': '"true"' },
  loader: { '.graphql': 'text' },
  legalComments: 'none',
  plugins: [withoutFonts],
  metafile: true,
});

// Licences ask to be passed on with what they cover.
const folders = new Set(Object.keys(metafile.inputs).map((path) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean));
const licences = new Map();
for (const folder of [...folders].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r', '').trim() : `License: ${license}`;
  licences.set(text, [...(licences.get(text) ?? []), `${name} ${version}`]);
}
writeFileSync(
  `${assets}/graphiql.licences.txt`,
  [...licences].map(([text, names]) => `${names.join('\n')}\n\n${text.replace(/[ \t]+$/gm, '')}\n`).join(`\n${'-'.repeat(80)}\n\n`));
