// The error centre against the catalogue that the server returns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, copied, expect_failures, open_page } from "./support/browser.mjs";
import { browser, server } from "./support/program.mjs";

const visible_codes = (page) =>
  page.$$eval(".code-group", (groups) => groups.map((group) => group.id));

test("it has every entry of the catalogue", async () => {
  const page = await open_page(browser, server);
  await page.open("/errors");
  await page.waitForSelector(".code-group");
  const { errors } = await page.evaluate(() => fetch("/errors.json").then((reply) => reply.json()));
  const reasons = await page.$$eval(".entry .reason", (codes) =>
    codes.map((code) => code.textContent),
  );
  assert.deepEqual(reasons.sort(), errors.map(({ reason }) => reason).sort());
  const codes = [...new Set(errors.map(({ code }) => code))].sort();
  assert.deepEqual(await visible_codes(page), codes);
  await close_clean(page);
});

test("it finds by code, by words of either language, by reason and by status", async () => {
  const page = await open_page(browser, server);
  await page.open("/errors");
  await page.waitForSelector(".code-group");
  for (const query of ["usg.201040000", "用户帐号不存在", "ACCOUNT_UNKNOWN", "400 account exist"]) {
    await page.fill("#error-search", query);
    assert.ok((await visible_codes(page)).includes("USG.201040000"), query);
    assert.ok((await visible_codes(page)).length < 10, query);
  }
  await page.fill("#error-search", "zebras in pyjamas");
  await page.waitForSelector(".error-list .empty");
  await page.click(".error-list .empty button");
  assert.ok((await visible_codes(page)).length > 10);
  await page.selectOption("#error-origin", "roomkey");
  const origins = await page.$$eval(".entry .badge", (badges) =>
    badges.map((badge) => badge.className),
  );
  assert.ok(origins.length > 0 && origins.every((name) => name.includes("roomkey")));
  await close_clean(page);
});

test("a link to a code leads to it and marks it", async () => {
  const page = await open_page(browser, server);
  await page.open("/errors#USG.201040000");
  await page.waitForSelector("[id='USG.201040000'].marked");
  const top = await page.$eval(
    "[id='USG.201040000']",
    (group) => group.getBoundingClientRect().top,
  );
  assert.ok(top >= 0 && top < 900, String(top));
  // From one code to another, also when the search hides it.
  await page.fill("#error-search", "USG.201040000");
  await page.evaluate(() => {
    location.hash = "#USG.000000004";
  });
  await page.waitForSelector("[id='USG.000000004'].marked");
  assert.equal(await page.locator(".marked").count(), 1);
  const link = await copied(page, "[id='USG.000000004'] .code-head button");
  assert.equal(link, `${server.url}/errors#USG.000000004`);
  await close_clean(page);
});

test("addresses that name no code, or name one differently, do no harm", async () => {
  const page = await open_page(browser, server);
  for (const name of ["%", "no-such-code"]) {
    await page.open(`/errors#${name}`);
    await page.reload();
    await page.waitForSelector(`.notice:text('The code ${name} does not exist.')`);
    assert.equal(await page.locator(".marked").count(), 0);
  }
  await page.open("/errors#usg.201040000");
  await page.waitForSelector("[id='USG.201040000'].marked");
  await page.waitForSelector(".notice", { state: "detached" });
  await page.fill("#error-search", "ACCOUNT_UNKNOWN");
  assert.match(await page.textContent(".error-list [role=status].hint"), /^1 code, \d+ sit/);
  await page.open("/explorer#operation-%");
  await page.waitForSelector(".opblock");
  await page.open("/explorer#%");
  await page.reload();
  await page.waitForSelector(".opblock");
  await close_clean(page);
});

test("an operation of an entry leads to its place in the reference", async () => {
  const page = await open_page(browser, server);
  await page.open("/errors#USG.201040000");
  await page.click("[id='USG.201040000'] .operation:text-is('ResetVisionActiveCodeByPost')");
  await page.waitForSelector(".opblock.is-open[id$='-ResetVisionActiveCodeByPost']");
  assert.equal(await page.locator(".opblock.is-open").count(), 1);
  await close_clean(page);
});

test("it says so when the catalogue cannot be had, and tries again", async () => {
  const page = await open_page(browser, server);
  expect_failures(page, "ERR_FAILED", "/errors.json");
  let is_broken = true;
  await page.route("**/errors.json", (route) => (is_broken ? route.abort() : route.continue()));
  await page.open("/errors");
  const again = await page.waitForSelector(".notice.bad button");
  is_broken = false;
  await again.click();
  await page.waitForSelector(".code-group");
  await close_clean(page);
});
