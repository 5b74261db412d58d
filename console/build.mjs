// Builds the console into the folder that is named: `node build.mjs FOLDER`. The browser's files
// lie in FOLDER/files; embed.mjs makes of them what the C++ build takes in.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { embed } from "./embed.mjs";
import { countries_of, no_style_elements, two_languages } from "./plugins.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const source = join(root, "src");

const packages = join(root, "node_modules");
const viewer = join(packages, "swagger-ui-dist");
const pages = {
  "/": "landing",
  "/console": "console",
  "/explorer": "explorer",
  "/errors": "errors",
  "/device": "device",
};
/** Pages whose frame is their own. */
const frames = { console: "console/console.html", device: "device/device.html" };
const entry = (page) => join(source, page, `${page}.${page === "console" ? "tsx" : "ts"}`);
const device_bytes_max = 30_000;
const types = {
  ".css": "text/css;charset=UTF-8",
  ".js": "text/javascript;charset=UTF-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain;charset=UTF-8",
};

const shared = {
  bundle: true,
  minify: true,
  // As the files are served; escapes would double what Chinese takes.
  charset: "utf8",
  metafile: true,
  absWorkingDir: root,
  target: ["chrome109", "firefox115", "safari16.4"],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  legalComments: "none",
  logLevel: "warning",
  loader: { ".svg": "dataurl" },
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [
    countries_of(join(root, "../src/domain/country.cpp")),
    two_languages,
    no_style_elements,
  ],
};

/** Name in the sources -> name with hash, for every entry point of a build. */
function names_of(metafile) {
  const names = {};
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    const name = basename(output.entryPoint).replace(/\.tsx?$/, ".js");
    names[name] = basename(path);
  }
  return names;
}

async function build_assets(folder) {
  const modules = await build({
    ...shared,
    entryPoints: Object.values(pages)
      .filter((page) => page !== "device")
      .map(entry),
    outdir: folder,
    format: "esm",
    splitting: true,
  });
  const styles = await build({
    ...shared,
    entryPoints: [
      join(source, "style/app.css"),
      join(source, "style/pages.css"),
      join(source, "style/reference.css"),
    ],
    outdir: folder,
  });
  // What televisions run as well. The boot script runs before the first paint, so it is not a
  // module: those wait.
  const scripts = await build({
    ...shared,
    target: ["chrome68"],
    entryPoints: [
      join(source, "shared/boot.ts"),
      entry("device"),
      join(source, "style/device.css"),
    ],
    outdir: folder,
    format: "iife",
  });
  return Object.assign({}, ...[modules, styles, scripts].map(({ metafile }) => names_of(metafile)));
}

/** Copies a file under a name with its hash. */
function add_file(folder, name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const hashed = name.replace(/(\.[a-z]+)$/, `-${hash}$1`);
  writeFileSync(join(folder, hashed), content);
  return hashed;
}

/** What the licences of packages that end up in the assets ask to go with them. */
function licences() {
  const texts = ["LICENSE", "NOTICE", "swagger-ui-es-bundle.js.LICENSE.txt"].map((name) =>
    join(viewer, name),
  );
  const of_packages = ["react", "react-aria-components", "@tanstack/react-query"].map((name) =>
    join(packages, name, "LICENSE"),
  );
  return [...texts, ...of_packages].map((path) => readFileSync(path, "utf8")).join("\n\n");
}

/** The frame that all pages share, with the scripts and styles of this one. */
function page_text(page, names) {
  const path = (name) => {
    if (!names[name]) throw new Error(`${page} wants ${name}, which is not built`);
    return `/assets/${names[name]}`;
  };
  const reference = `<link rel="stylesheet" href="${path("reference.css")}">\n`;
  const words = { page, styles: page === "explorer" ? reference : "" };
  const frame = frames[page] ?? "shared/page.html";
  return readFileSync(join(source, frame), "utf8").replace(
    /\{\{([^}]+)\}\}/g,
    (_, name) => words[name] ?? path(name === "page.js" ? `${page}.js` : name),
  );
}

/** A television has little memory and a slow line: all that it loads, before any compression. */
function check_size_of_device(folder, names, page) {
  const files = ["device.js", "device.css", "boot.js", "icon.svg"].map((name) => names[name]);
  const size = files.reduce(
    (sum, name) => sum + statSync(join(folder, name)).size,
    Buffer.byteLength(page),
  );
  if (size > device_bytes_max) throw new Error(`/device has ${size} bytes of ${device_bytes_max}`);
}

const out = resolve(process.argv[2] ?? join(root, "../build/console"));
const assets = join(out, "files");
rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

const names = await build_assets(assets);
names["icon.svg"] = add_file(assets, "icon.svg", readFileSync(join(source, "shared/icon.svg")));
names["licences.txt"] = add_file(assets, "licences.txt", licences());

const texts = Object.entries(pages).map(([path, page]) => ({ path, text: page_text(page, names) }));
check_size_of_device(assets, names, texts.find(({ path }) => path === "/device").text);
embed({
  out,
  assets,
  types,
  note: `from ${relative(join(root, ".."), root)}/ by ${basename(fileURLToPath(import.meta.url))}`,
  pages: texts,
});
