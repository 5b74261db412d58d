// One-time passwords: demanded by the enterprise, set up, asked for, removed.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  close_clean,
  copied,
  expect_failures,
  open_page,
  overflow,
  phone,
  serious_findings,
} from "./support/browser.mjs";
import {
  add_user,
  administrator_state,
  enter,
  enter_first,
  expect_strangers,
  first_password,
  no_style_elements,
  own_password,
} from "./support/console.mjs";
import { browser, prepare, server } from "./support/program.mjs";
import { totp_of } from "./support/totp.mjs";

let state;
prepare(async () => {
  state = await administrator_state(browser, server);
});

const forced = "h1:text-is('Set up a second factor')";
const totp_path = "/v1/roomkey/session/totp";

/** Has the key shown, and gives it. */
async function begin_setup(page) {
  await page.click("button:text-is('Show the key')");
  await page.waitForSelector(".totp-key .qr path");
  const secret = await page.textContent(".totp-key .secret");
  assert.match(secret, /^[A-Z2-7]{32}$/);
  return secret;
}

async function confirm(page, code) {
  await page.fill("[name=totp]", code);
  await page.click("button:text-is('Confirm')");
}

test("who likes sets it up, signs in with it and removes it", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/account");
  await page.waitForSelector(".shell");
  const { account } = await add_user(page, "careful", "Careful");
  await close_clean(page);

  const own = await open_page(browser, server);
  expect_strangers(own);
  await own.open("/console/account");
  await enter_first(own, account, first_password);
  const secret = await begin_setup(own);
  assert.equal(await copied(own, "button:has-text('Copy the key')"), secret);
  await no_style_elements(own);
  assert.deepEqual(await serious_findings(own), []);
  expect_failures(own, "status of 400", totp_path);
  await confirm(own, await totp_of(secret, -2));
  await own.waitForSelector(".note.bad");
  const first = await totp_of(secret, -1);
  await confirm(own, `${first.slice(0, 3)} ${first.slice(3)}`);
  await own.waitForSelector("button:text-is('Remove')");

  await own.click(".user-button");
  await own.click("[role=menuitem]:has-text('Sign out')");
  await own.waitForSelector("[name=password]");
  assert.equal(await own.locator("[name=totp]").count(), 0);
  await enter(own, account, own_password);
  await own.waitForSelector("[name=totp]");
  assert.ok(await own.isDisabled("[type=submit]"));
  // Accepted once.
  await own.fill("[name=totp]", first);
  await own.click("[type=submit]");
  await own.waitForSelector(".note.bad");
  await own.fill("[name=totp]", await totp_of(secret));
  await own.click("[type=submit]");
  await own.waitForSelector(".shell");

  await own.click("button:text-is('Remove')");
  const form = own.locator("[role=dialog] form");
  await form.locator("input[type=password]").fill(own_password);
  assert.ok(await form.locator("[type=submit]").isDisabled());
  await form.locator("[name=totp]").fill(first);
  await form.locator("[type=submit]").click();
  await own.waitForSelector("[role=dialog] .note.bad");
  await form.locator("[name=totp]").fill(await totp_of(secret, 1));
  await form.locator("[type=submit]").click();
  await own.waitForSelector("button:text-is('Show the key')");
  await close_clean(own);
});

test("an enterprise demands it, from the page and the moment on", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/enterprise");
  await page.click("button:text-is('Edit')");
  await page.click("[role=dialog] label:has-text('second factor')");
  await page.click("[role=dialog] [type=submit]");
  // The first who has to is whoever demanded it.
  await page.waitForSelector(forced);
  const secret = await begin_setup(page);
  await page.setViewportSize(phone);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(await serious_findings(page), []);
  await no_style_elements(page);
  await confirm(page, await totp_of(secret));
  await page.waitForSelector(".shell dd:text-is('Required')");
  await page.reload();
  await page.waitForSelector(".shell dd:text-is('Required')");
  await close_clean(page);

  const chinese = await open_page(browser, server, { locale: "zh-CN" });
  expect_strangers(chinese);
  await chinese.open("/console");
  await enter(chinese, server.init.adminAccount, own_password);
  await chinese.waitForSelector("label:text-is('身份验证器动态码')");
  await close_clean(chinese);
});
