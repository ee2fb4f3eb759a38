/** Builds frontend/ into talentgrow/static/dist: files with hashed names, and meta.json which maps plain names to them. */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import { iconsIn } from "./icons.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DIST = join(ROOT, "talentgrow/static/dist");
const FONT = "inter-latin-wght-normal.woff2";
const require = createRequire(import.meta.url);

/** Lists every file below `folder` with one of the extensions. */
function files(folder, ...extensions) {
  return readdirSync(folder, { recursive: true })
    .map(name => join(folder, name))
    .filter(name => extensions.includes(extname(name)) && !name.startsWith(DIST));
}

const templates = files(join(ROOT, "talentgrow"), ".html", ".py");
const scripts = files(join(ROOT, "frontend"), ".js");

/** Keeps only the rules of a package's style sheet whose classes occur in a template or a script. */
const purge = {
  name: "purge",
  setup(bundle) {
    bundle.onLoad({ filter: /node_modules.*\.css$/ }, async ({ path }) => {
      const [result] = await new PurgeCSS().purge({
        content: [...templates, ...scripts],
        css: [{ raw: readFileSync(path, "utf8") }],
        // Written by the enhanced select itself, so no template names them.
        safelist: { greedy: [/^ts-/, /tomselected/] },
        // WTForms writes types, the browser and scripts write states: no template names them.
        dynamicAttributes: ["type", "disabled", "multiple", "data-bs-theme", "aria-invalid", "aria-expanded"],
        variables: path.includes("tabler"),
        keyframes: true,
      });
      return { contents: result.css, loader: "css" };
    });
  },
};

/** Writes a sprite of the icons that are used and returns its file name. */
function writeSprite() {
  const whole = readFileSync(require.resolve("@tabler/icons-sprite/dist/tabler-sprite.svg"), "utf8");
  const symbols = iconsIn([...templates, ...scripts].map(path => readFileSync(path, "utf8")), whole);
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  const hash = createHash("sha256").update(sprite).digest("hex").slice(0, 8).toUpperCase();
  writeFileSync(join(DIST, `icons-${hash}.svg`), sprite);
  return `icons-${hash}.svg`;
}

/** Puts the licences of what is shipped beside it. */
function writeLicences() {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const texts = Object.keys(dependencies).map(name => {
    const folder = join(ROOT, "node_modules", name);
    const licence = readdirSync(folder).find(file => /^licen[cs]e/i.test(file));
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${version}, ${license}\n\n${licence ? readFileSync(join(folder, licence), "utf8") : ""}`;
  });
  writeFileSync(join(DIST, "licences.txt"), texts.join(`\n${"-".repeat(80)}\n`));
}

/** Maps "main.js", "app.css", the font to preload … to the hashed names of this build. */
function names(outputs) {
  const found = {};
  for (const [path, output] of Object.entries(outputs)) {
    const isFont = Object.keys(output.inputs).some(input => input.endsWith(FONT));
    if (output.entryPoint) found[basename(output.entryPoint)] = basename(path);
    else if (isFont && path.endsWith(".woff2")) found["inter.woff2"] = basename(path);
  }
  return found;
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ["frontend/main.js", "frontend/graph.js", "frontend/app.css"],
  outdir: DIST,
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  legalComments: "none",
  metafile: true,
  plugins: [purge],
});
writeLicences();
const manifest = { ...names(metafile.outputs), "icons.svg": writeSprite() };
writeFileSync(join(DIST, "meta.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${Object.keys(manifest).length} assets in talentgrow/static/dist`);
