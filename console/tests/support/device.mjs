// A screen with the page /device, and what is done at it.
import { expect_failures, open_page } from "./browser.mjs";
import { browser, server } from "./program.mjs";

export const television = { width: 1920, height: 1080 };

/** Opens the page as a screen that no code was ever entered on. */
export async function open_screen(options = {}) {
  const page = await open_page(browser, server, { viewport: television, ...options });
  if (options.before) await page.addInitScript(options.before);
  if (options.clock) await page.clock.install();
  expect_failures(page, "status of 401", "/v1/terminal");
  await page.open("/device");
  await page.waitForSelector(".pad button:focus");
  return page;
}

export const typed = async (page) => (await page.textContent(".code")).replace(/\s/g, "");

export const bound = (page, room) =>
  page.waitForSelector(`.room:has-text("${room}") [data-link=connected]`);

/** By the command line, as another process. */
export const reset = (account) => server.command("code", "reset", account);

/** Types as somebody at a keyboard does. */
export async function enter(page, code) {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

export async function erase(page, count) {
  for (let at = 0; at < count; at += 1) await page.keyboard.press("Backspace");
}
