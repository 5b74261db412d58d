// The default administrator is signed in, for all tests of the file that imports this.
import { open_page } from "./browser.mjs";
import { administrator_state } from "./console.mjs";
import { browser, prepare, server } from "./program.mjs";

let state;
prepare(async () => {
  state = await administrator_state(browser, server);
});

/** A page of theirs, in a profile of its own. */
export async function open(path, options = {}) {
  const page = await open_page(browser, server, { state, ...options });
  await page.open(path);
  return page;
}
