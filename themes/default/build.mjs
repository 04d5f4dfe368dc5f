// Copies the theme's third-party files from node_modules into dist/, with their licences, and writes the style
// sheet of positions. Run by `npm ci && node build.mjs`, or by `cargo run` when dist/ is missing.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const from = (...path) => join(here, "node_modules", ...path);
const to = (...path) => join(here, "dist", ...path);

/** Icons of the theme and those we offer to modules, by their Lucide names. */
const ICONS = (await readFile(join(here, "icons.txt"), "utf8"))
  .split("\n")
  .filter((line) => !line.startsWith("#"))
  .flatMap((line) => line.split(/\s+/).filter(Boolean));

/** Font files by the name we give them, with the letters each holds (one file a script, so a language loads two). */
const FONTS = [
  { family: "Onest", package: "onest", script: "latin", weight: "100 900" },
  { family: "Onest", package: "onest", script: "cyrillic", weight: "100 900" },
  { family: "Cormorant", package: "cormorant", script: "latin", weight: "300 700" },
  { family: "Cormorant", package: "cormorant", script: "cyrillic", weight: "300 700" },
];

/** U+02BB and U+02BC of Uzbek are in the fonts' latin files; fontsource lists them under latin-ext. */
const RANGES = {
  latin:
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215",
  cyrillic: "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
};

await rm(to(), { recursive: true, force: true });
for (const folder of ["fonts", "vendor", "css", "licences"]) await mkdir(to(folder), { recursive: true });

await copyFile(from("htmx.org", "dist", "htmx.min.js"), to("vendor", "htmx.js"));
await writeReader();
await writeFonts();
await writeSprite();
await writeFile(to("css", "positions.css"), positions());
await copyLicences();
console.log(`theme built: ${ICONS.length} icons, ${FONTS.length} fonts`);

/** What reads a barcode where the browser cannot: of ZXing only the codes that stand on goods, in one file. */
async function writeReader() {
  const parts = ["BinaryBitmap", "DecodeHintType", "RGBLuminanceSource", "common/HybridBinarizer", "oned/Code128Reader", "oned/MultiFormatUPCEANReader"];
  const lines = parts.map((part) => `export { default as ${part.split("/").at(-1)} } from "@zxing/library/esm/core/${part}.js";`);
  await build({
    stdin: { contents: lines.join("\n"), resolveDir: here },
    bundle: true,
    format: "esm",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    outfile: to("vendor", "zxing.js"),
  });
}

async function writeFonts() {
  const rules = [];
  for (const font of FONTS) {
    const name = `${font.package}-${font.script}.woff2`;
    await copyFile(
      from("@fontsource-variable", font.package, "files", `${font.package}-${font.script}-wght-normal.woff2`),
      to("fonts", name),
    );
    rules.push(
      `@font-face{font-family:"${font.family}";src:url("${name}") format("woff2");font-weight:${font.weight};` +
        `font-style:normal;font-display:swap;unicode-range:${RANGES[font.script]}}`,
    );
  }
  await writeFile(to("fonts", "fonts.css"), rules.join("\n") + "\n");
}

/** One SVG with a symbol per icon; pages refer to them by `<use href="icons.svg#name">`. */
async function writeSprite() {
  const symbols = [];
  for (const name of [...new Set(ICONS)].sort()) {
    const svg = await readFile(from("lucide-static", "icons", `${name}.svg`), "utf8").catch(() => {
      throw new Error(`icons.txt: lucide has no icon "${name}"`);
    });
    const inside = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s+/g, " ").replace(/ ?(\/?>) ?/g, "$1").trim()}</symbol>`);
  }
  await writeFile(to("icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

/** Positions as classes, because the content security policy allows no `style=` (ui.md 13). */
function positions() {
  const rules = [];
  const each = (from, to, rule) => {
    for (let n = from; n <= to; n += 1) rules.push(rule(n));
  };
  // Where on the day's grid and how long, in steps of 5 minutes: whole hours (s24, d12) and the rest (p3, q6). A class
  // for each of 300 steps would weigh a fifth of the whole sheet.
  for (const letter of ["s", "d"]) each(0, 25, (n) => `.${letter}${n * 12}{--${letter}:${n * 12}}`);
  for (const letter of ["p", "q"]) each(0, 11, (n) => `.${letter}${n}{--${letter}:${n}}`);
  // Shares in percent; whoever uses one says of what (meter, bar, skeleton).
  each(0, 100, (n) => `.w${n}{--w:${n}%}`);
  return `@layer utilities{\n${rules.join("")}\n}\n`;
}

async function copyLicences() {
  const packages = ["htmx.org", "lucide-static", "@fontsource-variable/onest", "@fontsource-variable/cormorant", "@zxing/library"];
  for (const name of packages) {
    const file = (await readdir(from(name))).find((entry) => /^licen[cs]e/i.test(entry));
    if (file) await copyFile(from(name, file), to("licences", `${name.replace(/[@/]/g, "_").replace(/^_/, "")}.txt`));
  }
}
