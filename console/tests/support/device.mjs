// A screen with the page /device, and what is done at it.
import { expect_failures, open_page } from "./browser.mjs";
import { browser, server } from "./program.mjs";

export const television = { width: 1920, height: 1080 };

/**
 * Opens the page as a screen that no code was ever entered on. `before` runs ahead of its scripts;
 * `clock`, or one that shows `time`, goes on by itself and is moved by the test.
 */
export async function open_screen(options = {}) {
  const page = await open_page(browser, server, { viewport: television, ...options });
  if (options.before) await page.addInitScript(options.before);
  if (options.clock) await page.clock.install(options.clock === true ? {} : options.clock);
  expect_failures(page, "status of 401", "/v1/terminal");
  await page.open("/device");
  await page.waitForSelector(".pad button:focus");
  return page;
}

/** Everything that Chromium 68 does not have and the sources could call by accident. */
export function become_old() {
  for (const [holder, names] of [
    [Element.prototype, ["replaceChildren"]],
    [Document.prototype, ["replaceChildren"]],
    [Array.prototype, ["at", "flat", "flatMap", "findLast", "toSorted", "toReversed", "with"]],
    [String.prototype, ["at", "replaceAll", "matchAll", "trimStart", "trimEnd"]],
    [Object, ["fromEntries", "groupBy", "hasOwn"]],
    [Promise, ["allSettled", "any", "withResolvers", "try"]],
    [AbortSignal, ["timeout", "any"]],
    [Crypto.prototype, ["randomUUID"]],
    [Intl, ["RelativeTimeFormat", "ListFormat", "DisplayNames", "Locale"]],
    [ReadableStream.prototype, ["values", Symbol.asyncIterator]],
    [window, ["structuredClone", "queueMicrotask", "BigInt", "WeakRef", "Navigation"]],
    [Navigator.prototype, ["wakeLock"]],
  ]) {
    for (const name of names) delete holder[name];
  }
  Object.defineProperty(Navigator.prototype, "userAgent", {
    get: () =>
      "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) " +
      "Chrome/68.0.3440.106 Safari/537.36 WebAppManager",
  });
}

export const typed = async (page) => (await page.textContent(".code")).replace(/\s/g, "");

export const bound = (page, room) =>
  page.waitForSelector(`.room:has-text("${room}") [data-link=connected]`);

const half_an_hour = 31 * 60_000;

/** The times that the page is loaded from now on. */
export const loads_of = (page) => {
  const loads = [];
  page.on("load", () => loads.push(page.url()));
  return loads;
};

/** Lets time pass in the page until it has asked for itself again. */
export async function pass(page, ms = half_an_hour) {
  const asked = page.waitForRequest(
    (request) => request.url().endsWith("/device") && request.resourceType() === "fetch",
  );
  await page.clock.fastForward(ms);
  await (await asked).response();
}

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
