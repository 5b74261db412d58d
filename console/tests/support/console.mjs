// The administrators' pages: signing in, and what all tests of them do.
import assert from "node:assert/strict";
import { expect_failures, open_page } from "./browser.mjs";

/** Before anybody is signed in the page asks who it is, and is refused. */
export const expect_strangers = (page) =>
  expect_failures(page, "status of 401", "/v1/roomkey/session");

/** Types account and password; what comes then is up to the test. */
export async function enter(page, account, password) {
  await page.fill("[name=account]", account);
  await page.fill("[name=password]", password);
  await page.click("[type=submit]");
}

export const first_password = "Bluebird-22";
export const own_password = "Nightingale-33";

/** Signs in for the first time, with a password that somebody else made: it has to change. */
export async function enter_first(page, account, password) {
  await enter(page, account, password);
  await page.waitForSelector("h1:text-is('Choose a password')");
  const fields = page.locator("input[type=password]");
  await fields.nth(0).fill(password);
  await fields.nth(1).fill(own_password);
  await fields.nth(2).fill(own_password);
  await page.click("button[type=submit]");
  await page.waitForSelector(".shell");
}

/** Signs the default administrator in; gives what a browser keeps of that. */
export async function administrator_state(browser, server) {
  const page = await open_page(browser, server);
  await page.open("/console/account");
  await enter_first(page, server.init.adminAccount, server.init.adminPassword);
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

/** A list shows what was asked for, and nothing else is on its way. */
export const settled = (page) => page.waitForSelector("[aria-busy=false]");

/** Chooses from a list of a dialog by its label. */
export async function choose(page, label, text) {
  const select = page.locator("[role=dialog] .select", {
    has: page.locator(`span:text-is('${label}')`),
  });
  await select.locator(".select-button").click();
  await page.click(`[role=option]:text-is('${text}')`);
}

/** Asks the API as the page's own session does; gives status and body. */
export const ask = (page, method, path, body) =>
  page.evaluate(
    async ([how, where, what]) => {
      const reply = await fetch(where, {
        method: how,
        headers: { "X-Roomkey-Console": "1", "Content-Type": "application/json" },
        ...(what === undefined ? {} : { body: JSON.stringify(what) }),
      });
      const text = await reply.text();
      return { status: reply.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );

/** Adds a user with the first password, by the administrator that `page` belongs to. */
export async function add_user(page, account, name) {
  const body = { account, name, pwd: first_password, email: `${account}@example.com` };
  const added = await ask(page, "POST", "/v1/usg/dcs/corp/member", { ...body, sendNotify: "0" });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  return { account: added.body.userAccount, password: first_password };
}

/** Somebody new with this role, signed in; `admin` is the page of who gives it. */
export async function open_with_role(browser, server, admin, name, role, options = {}) {
  const { account, password } = await add_user(admin, name, `${name} Example`);
  const path = `/v1/roomkey/users/${account}/role`;
  assert.equal((await ask(admin, "PUT", path, role)).status, 200);
  const page = await open_page(browser, server, options);
  expect_strangers(page);
  await page.open("/console");
  await enter_first(page, account, password);
  return page;
}

export async function add_department(page, deptName, deptCode) {
  const added = await ask(page, "POST", "/v1/usg/dcs/corp/dept", { deptName, deptCode });
  assert.equal(added.status, 200, JSON.stringify(added.body));
}

export async function move(page, account, deptCode) {
  const path = `/v1/usg/dcs/corp/member/${account}`;
  assert.equal((await ask(page, "PUT", path, { deptCode })).status, 200);
}

/** Nothing was put into the page as a style, which the content security policy forbids. */
export async function no_style_elements(page) {
  assert.deepEqual(
    await page.$$eval("style", (found) => found.map((each) => each.textContent)),
    [],
  );
}
