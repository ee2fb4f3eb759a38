/** The tokens in which the map is drawn, read anew whenever the theme changes. */

const SLOTS = ["cl", "ve", "fx", "lo", "pr", "ma", "qs", "et", "si", "su"];

export const FONT = "Inter Variable, Inter, sans-serif";

/** Returns the present value of each colour that a drawing needs. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const token = name => style.getPropertyValue(`--tg-${name}`).trim();
  return {
    surface: token("surface"),
    line: token("line-strong"),
    ink: token("ink"),
    ink2: token("ink-2"),
    accent: token("accent"),
    onAccent: token("on-accent"),
    family: SLOTS.map(slot => token(`fam-${slot}`)),
  };
}
