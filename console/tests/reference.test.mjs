// The reference of the explorer, its requests and what the browser keeps of them.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  choose,
  close_clean,
  expect_failures,
  holds_value,
  launch_in,
  open_page,
  shell,
  sign_in,
  try_out,
} from "./support/browser.mjs";
import { browser, server, with_terminal } from "./support/program.mjs";

with_terminal("Lobby");

const text = (page, selector) => page.textContent(selector);

test("the reference comes when the reader comes near", async () => {
  const page = await open_page(browser, server);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.open("/explorer");
  await page.waitForLoadState("networkidle");
  assert.ok(asked.length > 3);
  assert.ok(!asked.includes("/openapi.json"));
  // In another language as well there is nothing to load yet.
  await page.click("header button:text('中文')");
  await page.waitForSelector(".viewer :text('正在加载')", { state: "attached" });
  await page.click(".panel-head a");
  await page.waitForSelector(".opblock :text('重置终端帐号的激活码')");
  const top = await page.$eval("#reference", (part) => part.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 200, String(top));
  assert.ok(asked.includes("/openapi.zh-CN.json") && !asked.includes("/openapi.json"));
  await close_clean(page);
});

test("the reference tries an operation with the token of the sign-in", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer#reference");
  await page.waitForSelector(".opblock");
  await sign_in(page, server);
  const operation = '[id$="-SearchUsers"]';
  await page.click(`${operation} .opblock-summary-control`);
  await page.click(`${operation} .try-out__btn`);
  await page.click(`${operation} .execute`);
  const answer = await page.waitForSelector(`${operation} .live-responses-table .response`);
  assert.match(await answer.textContent(), /200/);
  const curl = await text(page, `${operation} .curl-command .curl`);
  assert.match(curl, /-k/);
  assert.match(shell(curl), /"count":/);
  const code = await page.waitForSelector(`${operation} a[href="/errors#USG.000000004"]`);
  assert.ok(code);
  await close_clean(page);
});

test("what is tried out names the chosen terminal, and writes to no stranger", async () => {
  const one = server.add_terminal("Tried out");
  const other = server.add_terminal("Tried next");
  const page = await open_page(browser, server);
  await page.open("/explorer#reference");
  await page.waitForSelector(".opblock");
  await sign_in(page, server);
  await choose(page, one.account);
  const reset = await try_out(page, "ResetVisionActiveCode");
  const account = `${reset} tr[data-param-name="account"] input`;
  await holds_value(page, account, one.account);
  assert.deepEqual(JSON.parse(await page.inputValue(`${reset} textarea`)), {});
  await choose(page, other.account);
  await holds_value(page, account, other.account);
  await page.click(`${reset} .execute`);
  const answer = await page.waitForSelector(`${reset} .live-responses-table .response`);
  assert.match(await answer.textContent(), /200/);
  assert.ok((await text(page, `${reset} .request-url`)).includes(other.account));
  const create = await try_out(page, "CreateVisionActiveCode");
  const body = JSON.parse(await page.inputValue(`${create} textarea`));
  assert.equal(body.devType, "idea-hub");
  assert.ok(!("smsNumber" in body) && !("emailAddr" in body));
  await close_clean(page);
});

test("switching the language keeps the place in the reference", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer#operation-ShowTerminal");
  await page.waitForSelector(".opblock.is-open[id$='-ShowTerminal'] .responses-wrapper");
  const reset = await try_out(page, "ResetVisionActiveCode");
  await page.fill(`${reset} tr[data-param-name="account"] input`, "hub_typed");
  await page.fill(`${reset} textarea`, '{"country":"typed"}');
  await page.click('[id$="-SearchUsers"] .opblock-summary-control');
  const seen = '[id$="-SearchUsers"] tr[data-param-name="limit"]';
  await page.locator(seen).evaluate((row) => row.scrollIntoView({ block: "center" }));
  const before = await page.$eval(seen, (row) => row.getBoundingClientRect().top);
  for (const [button, word] of [
    ["中文", "重置终端帐号的激活码"],
    ["EN", "Replace the activation code"],
  ]) {
    // Where it is: the mouse of Playwright scrolls what is in a sticky header.
    await page.locator(`header button:text('${button}')`).evaluate((face) => face.click());
    await page.waitForSelector(`${reset} :text('${word}')`);
    await holds_value(page, `${reset} tr[data-param-name="account"] input`, "hub_typed");
    await holds_value(page, `${reset} textarea`, '{"country":"typed"}');
    await page.waitForSelector(`.opblock.is-open${seen}`);
    const open = await page.$$eval(".opblock.is-open", (blocks) =>
      blocks.map(({ id }) => id.replace(/.*-/, "")),
    );
    assert.deepEqual(open.sort(), ["ResetVisionActiveCode", "SearchUsers", "ShowTerminal"]);
    // What is above it on the screen may be longer in one language than in the other.
    await page.waitForFunction(
      ([selector, wanted]) =>
        Math.abs(document.querySelector(selector).getBoundingClientRect().top - wanted) < 200,
      [seen, before],
    );
  }
  await close_clean(page);
});

test("the sign-in of the reference works as it is offered", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer#reference");
  await page.waitForSelector(".opblock");
  await page.fill("#sign-in-app-id", server.init.appId);
  await page.fill("#sign-in-app-key", server.init.appKey);
  const operation = await try_out(page, "CreateAppIdToken");
  const body = JSON.parse(await page.inputValue(`${operation} textarea`));
  assert.equal(body.appId, server.init.appId);
  await page.click(`${operation} .execute`);
  const answer = await page.waitForSelector(`${operation} .live-responses-table .response`);
  assert.match(await answer.textContent(), /200/);
  await close_clean(page);
});

test("links to other pages leave the session alone", async () => {
  const page = await open_page(browser, server);
  await page.open("/explorer#reference");
  await page.waitForSelector(".opblock");
  await page.click('[id$="-SearchUsers"] .opblock-summary-control');
  await page.waitForSelector('.viewer a[href^="/errors#"]');
  const staying = await page.$$eval("a[href]", (links) =>
    links
      .filter((link) => new URL(link.href).pathname !== location.pathname)
      .filter((link) => link.target !== "_blank" || !/noopener/.test(link.rel))
      .map((link) => link.outerHTML),
  );
  assert.deepEqual(staying, []);
  await close_clean(page);
});

test("without a Chinese document the reference is English and says so", async () => {
  const page = await open_page(browser, server, { locale: "zh-CN" });
  expect_failures(page, "status of 404", "/openapi.zh-CN.json");
  await page.route("**/openapi.zh-CN.json", (route) => route.fulfill({ status: 404 }));
  await page.open("/explorer#reference");
  await page.waitForSelector(".viewer .notice:text('英文')");
  await page.waitForSelector(".opblock :text('Replace the activation code')");
  await close_clean(page);
});

const files_in = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return files_in(path);
    return found?.isFile() ? [path] : [];
  });

test("no code or token of an answer gets into the browser's disk cache", async () => {
  const { account, activeCode } = server.add_terminal("On disk");
  const folder = mkdtempSync(join(tmpdir(), "roomkey-profile-"));
  try {
    const context = await launch_in(folder, server);
    const page = await context.newPage();
    await page.goto(`${server.url}/explorer#reference`);
    await page.waitForSelector(".opblock");
    await sign_in(page, server);
    await choose(page, account);
    await page.waitForSelector(`#state-before:has-text("${activeCode}")`);
    const operation = await try_out(page, "SearchVisionActiveCode");
    await page.click(`${operation} .execute`);
    const answer = await page.waitForSelector(`${operation} .live-responses-table .response`);
    assert.ok((await answer.textContent()).includes(activeCode));
    await context.close();
    const files = files_in(folder);
    const holding = (pattern) => files.filter((path) => pattern.test(readFileSync(path, "latin1")));
    // The pages themselves are kept, so it does write.
    assert.ok(holding(/\/openapi\.json/).length > 0);
    assert.deepEqual(holding(new RegExp(activeCode)), []);
    assert.deepEqual(holding(/stb[A-Za-z0-9]{20}/), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
