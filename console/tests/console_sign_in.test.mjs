// Signing in to the console: what is asked, what is kept, what ends it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, expect_failures, open_page } from "./support/browser.mjs";
import {
  add_user,
  administrator_state,
  enter,
  expect_strangers,
  first_password,
  own_password,
} from "./support/console.mjs";
import { browser, prepare, server } from "./support/program.mjs";

let state;
prepare(async () => {
  state = await administrator_state(browser, server);
});

const text = (page, selector) => page.textContent(selector);

test("a reload stays signed in, and no script can reach the session", async () => {
  const page = await open_page(browser, server);
  expect_strangers(page);
  await page.open("/console/terminals?search=abc");
  await enter(page, server.init.adminAccount, own_password);
  await page.waitForSelector(".shell h1:text-is('Terminals')");
  assert.equal(await page.inputValue(".search input"), "abc");
  await page.reload();
  await page.waitForSelector(".shell h1:text-is('Terminals')");
  const kept = await page.evaluate(() => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
  }));
  assert.deepEqual(kept, { cookie: "", local: [], session: [] });
  const cookies = await page.context().cookies();
  assert.ok(cookies.length === 1 && cookies[0].httpOnly && cookies[0].secure);
  assert.equal(cookies[0].sameSite, "Strict");
  await close_clean(page);
});

test("a wrong password is refused in the reader's language, with a request id", async () => {
  const page = await open_page(browser, server, { locale: "zh-CN" });
  expect_strangers(page);
  await page.open("/console");
  await enter(page, server.init.adminAccount, "Wrong-password-1");
  await page.waitForSelector(".note.bad");
  assert.match(await text(page, ".note-title"), /密码/);
  assert.match(await text(page, ".request-id code"), /^[0-9a-f]{32}$/);
  const link = await page.getAttribute(".note-detail a", "href");
  assert.match(link, /^\/errors#USG\.\d{9}$/);
  await enter(page, server.init.adminAccount, own_password);
  await page.waitForSelector(".shell");
  await close_clean(page);
});

test("signing out ends it, also in another tab", async () => {
  const page = await open_page(browser, server);
  expect_strangers(page);
  await page.open("/console");
  await enter(page, server.init.adminAccount, own_password);
  await page.waitForSelector(".shell");
  const other = await page.context().newPage();
  await other.goto(`${server.url}/console/users`);
  await other.waitForSelector(".table");
  await page.click(".user-button");
  await page.click("[role=menuitem]:has-text('Sign out')");
  await page.waitForSelector("[name=password]");
  await other.fill(".search input", "nobody");
  await other.waitForSelector("[name=password]");
  await close_clean(page);
});

test("a password that somebody else made has to be changed first", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/account");
  await page.waitForSelector(".shell");
  const { account } = await add_user(page, "newcomer", "新同事");
  const own = await open_page(browser, server);
  expect_strangers(own);
  await own.open("/console");
  await enter(own, account, first_password);
  await own.waitForSelector("h1:text-is('Choose a password')");
  const fields = own.locator("input[type=password]");
  await fields.nth(0).fill(first_password);
  await fields.nth(1).fill("Nightingale-33");
  await fields.nth(2).fill("Nightingale-34");
  await own.waitForSelector(".field-error:text('The two differ.')");
  assert.ok(await own.isDisabled("button[type=submit]"));
  await fields.nth(2).fill("Nightingale-33");
  await own.click("button[type=submit]");
  await own.waitForSelector(".shell");
  await close_clean(own);
  await close_clean(page);
});

test("an account that is locked says for how long", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/account");
  await page.waitForSelector(".shell");
  const { account } = await add_user(page, "clumsy", "Clumsy");
  const own = await open_page(browser, server);
  expect_strangers(own);
  expect_failures(own, "status of 423", "/v1/roomkey/session");
  await own.open("/console");
  const answers = [];
  own.on("response", (reply) => {
    if (reply.request().method() === "POST") answers.push(reply.status());
  });
  while (!answers.includes(423)) {
    assert.ok(answers.length < 20, answers.join());
    const answered = own.waitForResponse((reply) => reply.request().method() === "POST");
    await enter(own, account, "Wrong-password-1");
    await answered;
    await own.waitForSelector(".note.bad");
  }
  await own.waitForSelector("button[type=submit]:disabled:has-text('Wait')");
  await close_clean(own);
  // The overview says so to those who see the audit trail, and leads to the record.
  await page.open("/console");
  await page.click(".needed-link:has-text('Account lockouts since yesterday')");
  await page.waitForSelector(`.table tr:has-text('account_locked'):has-text('${account}')`);
  assert.equal(await page.locator(".table tbody tr").count(), 1);
  await close_clean(page);
});
