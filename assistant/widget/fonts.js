// Copies the typefaces that the pages of answers are set in out of node_modules into dist/fonts. Run by `npm run build`.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const to = join(here, "dist", "fonts");
const FONTS = { inter: ["cyrillic", "latin", "latin-ext"], "noto-sans-arabic": ["arabic"] };

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
for (const [font, alphabets] of Object.entries(FONTS)) {
  for (const alphabet of alphabets) {
    const name = `${font}-${alphabet}-wght-normal.woff2`;
    cpSync(join(here, "node_modules/@fontsource-variable", font, "files", name), join(to, name));
  }
}
