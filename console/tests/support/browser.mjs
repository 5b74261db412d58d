// A real Chromium, and what every page of it is held to.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe_source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // As if the server had a name, and an address other than that of this machine.
  "--host-resolver-rules=MAP rooms.example 127.0.0.1, MAP 192.0.2.7 127.0.0.1",
];

/** Trusts the server's own key: with errors merely ignored, a browser would keep nothing. */
const options_for = (server) => ({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [...flags, `--ignore-certificate-errors-spki-list=${server.key_digest}`],
});

export const launch = (server) => chromium.launch(options_for(server));

/** A browser that keeps what it keeps in `folder`. */
export const launch_in = (folder, server) =>
  chromium.launchPersistentContext(folder, { ...options_for(server), locale: "en-US" });

// Failures alone take that long; a machine that builds as well may take its time.
const patience_ms = 90_000;

/** Waits for what comes over several ways, such as the browser's console. */
async function until(is_so) {
  for (const end = Date.now() + patience_ms; !is_so() && Date.now() < end; ) await pause(20);
  assert.ok(is_so(), "it did not come");
}

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

/**
 * A page in a profile of its own. `problems` collects what must not happen on any page; failures
 * that a test brings about are named to `expect_failures` first.
 */
export async function open_page(browser, server, options = {}) {
  const context = await browser.newContext({
    locale: options.locale ?? "en-US",
    colorScheme: options.scheme ?? "light",
    viewport: options.viewport ?? desktop,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...(options.state ? { storageState: options.state } : {}),
  });
  context.setDefaultTimeout(patience_ms);
  const page = await context.newPage();
  page.problems = [];
  page.expected = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    const text = `${message.text()} ${message.location().url}`;
    const expected = page.expected.find(({ pattern }) => pattern.test(text));
    if (expected) expected.is_seen = true;
    else page.problems.push(text);
  });
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${server.url}/`) && !url.startsWith("data:")) page.problems.push(url);
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  page.open = (path) => page.goto(server.url + path);
  return page;
}

/**
 * Requests that fail from now on, as Chromium itself notes them: `how` and the address. There has
 * to be one; how often the page asks again is its own affair.
 */
export const expect_failures = (page, how, address) => {
  page.expected.push({ pattern: new RegExp(`${how}.* \\S*${address}`), is_seen: false });
};

/** Loses the first answer that matches on its way back; gives the bodies of all that came. */
export async function lose_first_answer(page, path) {
  expect_failures(page, "ERR_FAILED", path);
  const answers = [];
  const network = await page.context().newCDPSession(page);
  network.on("Fetch.requestPaused", async ({ requestId }) => {
    const { body } = await network.send("Fetch.getResponseBody", { requestId });
    answers.push(Buffer.from(body, "base64").toString());
    if (answers.length > 1) await network.send("Fetch.continueRequest", { requestId });
    else await network.send("Fetch.failRequest", { requestId, errorReason: "Failed" });
  });
  const patterns = [{ urlPattern: `*${path}`, requestStage: "Response" }];
  await network.send("Fetch.enable", { patterns });
  return answers;
}

/** Nothing was logged, refused by the policy or asked of another host; closes the page. */
export async function close_clean(page) {
  const violations = await page.evaluate(() => window.violations);
  await until(() => page.expected.every(({ is_seen }) => is_seen));
  assert.deepEqual([...page.problems, ...violations], []);
  await page.context().close();
}

/** What axe-core finds serious or critical in a part of the page, or in all of it. */
export async function serious_findings(page, part = "html") {
  await page.evaluate(axe_source);
  const { violations } = await page.evaluate(
    (selector) =>
      window.axe.run(
        // What React Aria has screen readers say names for a moment what is gone already.
        { include: [selector], exclude: ["[data-live-announcer]"] },
        { resultTypes: ["violations"] },
      ),
    part,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** How far the page is wider than the window. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** The list of terminals shows what was searched for, and nothing else is on its way. */
const listed = ".terminals:not([aria-busy])";

/** Signs in by App ID as the default administrator. */
export async function sign_in(page, server) {
  await page.fill("#sign-in-app-id", server.init.appId);
  await page.fill("#sign-in-app-key", server.init.appKey);
  await page.click(".sign-in-form [type=submit]");
  await page.waitForSelector(".session .badge");
  await page.waitForSelector(listed, { state: "attached" });
}

/** Searches the terminals and waits for what is found. */
export async function search(page, key) {
  await page.fill("#terminal-search", key);
  await page.waitForSelector(listed, { state: "attached" });
}

/** Searches for the account and chooses its terminal. */
export async function choose(page, account) {
  await search(page, account);
  await page.click(`.terminal:has-text("${account}")`);
}

export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Presses a button that copies; gives what it copied. */
export async function copied(page, button) {
  await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await page.click(button);
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "nothing yet");
  return clipboard(page);
}

/** Waits until the control holds `value`. */
export const holds_value = (page, selector, value) =>
  page.waitForFunction(
    ([wanted, text]) => document.querySelector(wanted)?.value === text,
    [selector, value],
  );

/** Runs what was copied as a reader would: in a shell, as it is. */
export const shell = (command) => execFileSync("sh", ["-c", `${command} -s`], { encoding: "utf8" });

/** Opens an operation of the reference to be tried out; gives its selector. */
export const try_out = async (page, name) => {
  const operation = `[id$="-${name}"]`;
  await page.click(`${operation} .opblock-summary-control`);
  await page.click(`${operation} .try-out__btn`);
  return operation;
};
