// Single sign-on: set up, tried, switched on, used; and the way in when the provider is down.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  close_clean,
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
  expect_strangers,
  first_password,
  no_style_elements,
  own_password,
} from "./support/console.mjs";
import { browser, prepare, server } from "./support/program.mjs";
import { client, let_reach_providers, Provider } from "./support/provider.mjs";
import { totp_of } from "./support/totp.mjs";

let state;
let provider;
prepare(async () => {
  await let_reach_providers(server);
  provider = await Provider.start(server);
  state = await administrator_state(browser, server);
});
after(() => provider?.stop());

const sso_path = "/v1/roomkey/session/single-sign-on";
const card = ".card:has(h2:text-is('Single sign-on'))";

/** What was asked of the provider is as it should be; nothing else is. */
async function close(page) {
  page.problems = page.problems.filter((problem) => !problem.includes(provider.issuer));
  await close_clean(page);
}

/** Says at the provider who it is. */
async function sign_in_there(page, name) {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.fill("[name=login]", name);
  await page.click("button");
}

async function demand(page, what) {
  await page.click(`${card} .select-button`);
  await page.click(`[role=option]:has-text('${what}')`);
}

let secret;
let sign_in_address;

test("it is set up, tried and switched on", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/enterprise");
  await page.waitForSelector(".shell");
  await add_user(page, "ada", "Ada");
  await page.click(`${card} button:text-is('Set up')`);
  await page.fill("[name=issuer]", provider.issuer);
  await page.fill("[name=client]", client.id);
  await page.fill("[name=secret]", client.secret);
  assert.equal(await page.inputValue("[name=redirect]"), `${server.url}/console/sso`);
  assert.deepEqual(await serious_findings(page), []);
  await page.click("[role=dialog] [type=submit]");
  await page.waitForSelector(`${card} .badge:text-is('Not yet')`);

  // Not before it was tried.
  expect_failures(page, "status of 400", "/single-sign-on/demand");
  await demand(page, "Required");
  await page.waitForSelector(`${card} .note.bad:has-text('A trial sign-in must have succeeded')`);

  // One that fails says why.
  await page.click(`${card} button:text-is('Trial sign-in')`);
  await sign_in_there(page, "nobody");
  await page.waitForSelector(".badge.bad:text-is('Failed')");
  await page.waitForSelector("text=No user of this enterprise has that value.");
  await page.waitForSelector("dd:has-text('nobody@example.com')");
  await page.context().clearCookies({ domain: "127.0.0.1", name: /^_[a-z]/ });
  await page.click("a:text-is('Back to Enterprise')");

  await page.click(`${card} button:text-is('Trial sign-in')`);
  await sign_in_there(page, "ada");
  await page.waitForSelector(".badge.good:text-is('Succeeded')");
  assert.equal(page.url(), `${server.url}/console/sso`);
  await page.waitForSelector("dd:has-text('ada@example.com')");
  await page.setViewportSize(phone);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(await serious_findings(page), []);
  await no_style_elements(page);
  await page.click("a:text-is('Back to Enterprise')");

  // Nor without a way in for when the provider is down.
  await page.waitForSelector(`${card} dd:has(.badge.warn):has-text('second factor')`);
  await demand(page, "Required");
  await page.waitForSelector(`${card} .note.bad:has-text('one-time passwords')`);
  await page.open("/console/account");
  await page.click("button:text-is('Show the key')");
  await page.waitForSelector(".totp-key .qr path");
  secret = await page.textContent(".totp-key .secret");
  await page.fill("[name=totp]", await totp_of(secret, -1));
  await page.click("button:text-is('Confirm')");
  await page.waitForSelector("button:text-is('Remove')");
  await page.open("/console/enterprise");
  await demand(page, "Required");
  await page.waitForSelector(`${card} .select-value:has-text('Required')`);
  await page.reload();
  await page.waitForSelector(`${card} .select-value:has-text('Required')`);
  assert.equal(await overflow(page), 0);
  sign_in_address = await page.textContent(`${card} dd:has(.copy) code`);
  await close(page);
});

test("users sign in at the provider, and not by password", async () => {
  const page = await open_page(browser, server);
  expect_strangers(page);
  await page.goto(sign_in_address);
  await page.waitForSelector("[name=corp]");
  assert.deepEqual(await serious_findings(page), []);
  await page.click("button:text-is('Single sign-on')");
  await sign_in_there(page, "ada");
  await page.waitForSelector(".shell");
  assert.equal(new URL(page.url()).search, "");
  await page.click(".user-button");
  await page.click("[role=menuitem]:has-text('Sign out')");

  // The browser knows the enterprise; the provider knows the reader.
  await page.waitForSelector("[name=password]");
  await page.click("button:text-is('Single sign-on')");
  assert.match(await page.inputValue("[name=corp]"), /^\d{9}$/);
  await page.click("button:text-is('Single sign-on')");
  await page.waitForSelector(".shell");
  await close(page);

  const own = await open_page(browser, server, { locale: "zh-CN" });
  expect_strangers(own);
  expect_failures(own, "status of 403", "/v1/roomkey/session");
  await own.open("/console");
  await own.waitForSelector("button:text-is('单点登录')");
  await enter(own, "ada", first_password);
  await own.waitForSelector(".note.bad:has-text('企业要求使用单点登录')");
  await close(own);
});

test("what another browser began does not end here", async () => {
  const one = await open_page(browser, server);
  expect_strangers(one);
  await one.goto(sign_in_address);
  // The provider's answer gets as far as the address, and no further.
  await one.route(`**${sso_path}`, (route) =>
    route.request().method() === "PUT" ? route.abort() : route.continue(),
  );
  const returned = one.waitForRequest((request) => request.url().includes("/console/sso?"));
  await one.click("button:text-is('Single sign-on')");
  await sign_in_there(one, "ada");
  const taken = (await returned).url();
  const other = await open_page(browser, server);
  expect_failures(other, "status of 401", sso_path);
  await other.goto(taken);
  await other.waitForSelector(".note.bad:has-text('Single sign-on did not succeed')");
  await close(other);
  await one.context().close();
});

test("when the provider is down the default administrator gets in", async () => {
  await provider.stop();
  const user = await open_page(browser, server);
  await user.goto(sign_in_address);
  // What it said of itself is still known; there is nobody to talk to.
  const failed = user.waitForEvent("requestfailed");
  await user.click("button:text-is('Single sign-on')");
  await failed;
  await user.context().close();

  const page = await open_page(browser, server);
  expect_strangers(page);
  await page.open("/console");
  await enter(page, server.init.adminAccount, own_password);
  await page.waitForSelector("[name=totp]");
  await page.fill("[name=totp]", await totp_of(secret, 1));
  await page.click("[type=submit]");
  await page.waitForSelector(".shell");
  await page.open("/console/enterprise");
  await demand(page, "Off");
  await page.waitForSelector(`${card} .select-value:has-text('Off')`);
  await close(page);
});
