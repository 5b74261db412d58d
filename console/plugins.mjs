// What the bundler does to sources on their way into the console.
import { readFileSync } from "node:fs";

const countries_name = "roomkey:countries";

/** `roomkey:countries` is the table of the server itself: identifier and calling code. */
export const countries_of = (source) => ({
  name: "countries",
  setup(builder) {
    builder.onResolve({ filter: /^roomkey:countries$/ }, () => ({
      path: countries_name,
      namespace: "roomkey",
    }));
    builder.onLoad({ filter: /.*/, namespace: "roomkey" }, () => {
      const rows = [...readFileSync(source, "utf8").matchAll(/^ +\{"(\w+)", "(\d+)", /gm)];
      if (rows.length < 100) throw new Error(`${source} has only ${rows.length} countries`);
      const countries = rows.map(([, name, code]) => [name, code]);
      return { contents: `export const countries = ${JSON.stringify(countries)};` };
    });
  },
});

/** React Aria knows some thirty languages; these pages speak two. */
export const two_languages = {
  name: "two-languages",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]intl[\\/](.*[\\/])?[a-z]{2}-[A-Z]{2}\.m?js$/ }, ({ path }) =>
      /(en-US|zh-CN)\.m?js$/.test(path) ? undefined : { contents: "export default {};" },
    );
  },
};

/**
 * React Aria writes style elements of its own in a few places, which the content security policy
 * refuses. They become templates, which no browser reads as styles; style/app.css has the rules.
 */
export const no_style_elements = {
  name: "no-style-elements",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]react-aria[\\/]dist[\\/]private[\\/].*\.m?js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes("createElement('style')")) return undefined;
      return { contents: text.replaceAll("createElement('style')", "createElement('template')") };
    });
  },
};
