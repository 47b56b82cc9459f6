// Copies what the pages need out of node_modules into static/vendor, and nothing else. Run by `npm run build`.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const from = join(here, "node_modules");
const to = join(here, "static", "vendor");

const FILES = {
  "htmx.org/dist/htmx.min.js": "htmx.min.js",
  "htmx.org/dist/ext/hx-sse.min.js": "hx-sse.min.js",
  "d3/dist/d3.min.js": "d3.min.js",
  "@observablehq/plot/dist/plot.umd.min.js": "plot.min.js",
  "@digdir/designsystemet-css/dist/src/index.css": "designsystemet.css",
  "@digdir/designsystemet-theme/src/themes/designsystemet.css": "theme.css",
};
const ALPHABETS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"];
const ICONS = [
  "ArrowUndo", "BarChart", "Bell", "Book", "Chat", "Checkmark", "CheckmarkCircle", "ClipboardCheckmark", "Clock", "Coffee", "Enter", "ExclamationmarkTriangle", "ExternalLink", "Eye", "FileText", "FileSearch", "Globe", "Hourglass", "InformationSquare", "Language", "Leave", "LineGraph", "Paperplane", "PencilWriting",
  "Person", "PersonGroup", "PersonHeadset", "Phone", "Plus", "Robot", "SpeakerSlash", "SpeakerSoundWave2", "Tasklist", "Timer", "XMark",
];

rmSync(to, { recursive: true, force: true });
mkdirSync(join(to, "icons"), { recursive: true });
for (const [source, name] of Object.entries(FILES)) {
  // The maps that the minified files point at are not served, so that browsers do not ask for them.
  const text = readFileSync(join(from, source), "utf8").replace(/\n?\/[/*]# sourceMappingURL=.*$/m, "");
  writeFileSync(join(to, name), text);
}
for (const alphabet of ALPHABETS) {
  const name = `inter-${alphabet}-wght-normal.woff2`;
  cpSync(join(from, "@fontsource-variable/inter/files", name), join(to, name));
}
for (const icon of ICONS) cpSync(join(from, "@navikt/aksel-icons/dist/svg", `${icon}.svg`), join(to, "icons", `${icon}.svg`));
