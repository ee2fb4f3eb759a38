/** Finds which icons the templates, the Python modules and the scripts name. */

// icon("check"), icon("sun" if bright else "moon"), state(_("Done"), "check"), state(…, icon="check"), action.icon: "check"
const USES = [/\b(?:icon|state)\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g, /\bicon["']?\s*[=:]\s*([^,)}\n]+)/g];
const QUOTED = /["']([a-z0-9-]+)["']/g;

/** Returns the `<symbol>`s of `sprite` that `texts` use; a use that names no icon at all is an error. */
export function iconsIn(texts, sprite) {
  const symbols = new Map(
    [...sprite.matchAll(/<symbol id="tabler-([^"]+)".*?<\/symbol>/gs)].map(([symbol, name]) => [name, slim(symbol, name)]),
  );
  const used = new Set();
  for (const text of texts)
    for (const pattern of USES)
      for (const [use, inside] of text.matchAll(pattern)) {
        const words = [...inside.matchAll(QUOTED)].map(match => match[1]);
        const known = words.filter(word => symbols.has(word));
        if (words.length && !known.length && use.startsWith("icon(")) throw new Error(`No such icon: ${use}`);
        known.forEach(name => used.add(name));
      }
  return [...used].sort().map(name => symbols.get(name));
}

/** Names the symbol without the package's prefix and drops its invisible background. */
function slim(symbol, name) {
  return symbol.replace(`id="tabler-${name}"`, `id="${name}"`).replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").replace(' stroke-width="2"', "");
}
