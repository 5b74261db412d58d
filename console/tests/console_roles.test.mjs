// Who sees what, and that the server refuses the rest; applications and enterprise data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, expect_failures, open_page } from "./support/browser.mjs";
import {
  add_user,
  administrator_state,
  ask,
  choose,
  enter_first,
  expect_strangers,
  first_password,
} from "./support/console.mjs";
import { browser, prepare, server } from "./support/program.mjs";

let state;
prepare(async () => {
  state = await administrator_state(browser, server);
});

const offered = (page) =>
  page.$$eval(".side-link", (links) => links.map((link) => link.textContent));

test("administrators are appointed and dismissed, and see no more than they may do", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/administrators");
  await page.waitForSelector(".table");
  const { account } = await add_user(page, "deputy", "Deputy Example");
  await page.click("button:text-is('Give a role')");
  await page.fill("[role=dialog] input", "Deputy");
  await page.click("[role=option]:has-text('Deputy Example')");
  await choose(page, "Role", "Administrator");
  await page.click("[role=dialog] button[type=submit]");
  await page.waitForSelector(".table .link:text-is('Deputy Example')");

  const own = await open_page(browser, server);
  expect_strangers(own);
  await own.open("/console");
  await enter_first(own, account, first_password);
  const pages = await offered(own);
  assert.ok(pages.includes("Terminals") && pages.includes("Enterprise"));
  assert.ok(!pages.includes("Applications"));
  // Of the default one's powers there is no button.
  await own.click(".side-link:has-text('Administrators and roles')");
  await own.waitForSelector(".table .link:text-is('Deputy Example')");
  assert.equal(await own.locator("button:text-is('Revoke')").count(), 0);
  await own.open("/console/applications");
  await own.waitForSelector(".empty:has-text('not for you')");
  expect_failures(own, "status of 403", "/v2/usg/acs/corp/apps");
  assert.equal((await ask(own, "GET", "/v2/usg/acs/corp/apps")).status, 403);

  await page.click("button:text-is('Revoke')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector(".table .link:text-is('Deputy Example')", { state: "detached" });
  await own.open("/console");
  await own.waitForSelector(".shell h1:text-is('Deputy Example')");
  assert.deepEqual(await offered(own), []);
  await close_clean(own);
  await close_clean(page);
});

test("an App Key is shown once", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/applications");
  await page.waitForSelector(".table");
  await page.click("button:text-is('Register')");
  await page.getByLabel("Name").fill("Calendar sync");
  await page.click("[role=dialog] button[type=submit]");
  await page.waitForSelector(".secret >> nth=1");
  const key = await page.textContent(".secret >> nth=1");
  assert.match(key, /^[0-9A-Za-z]{32,128}$/);
  assert.match(await page.textContent("[role=dialog] .hint"), /--strict-nonces on/);
  await page.click("button:text-is('I have kept it')");
  await page.waitForSelector(".table tr:has-text('Calendar sync')");
  assert.ok(!(await page.content()).includes(key));
  await page.click("button[aria-label='Actions for Calendar sync']");
  await page.click("[role=menuitem]:has-text('New App Key')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector(".secret >> nth=1");
  assert.notEqual(await page.textContent(".secret >> nth=1"), key);
  await close_clean(page);
});

test("users and departments are added, changed and deleted", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/departments");
  await page.click("button:text-is('Add below')");
  await page.getByLabel("Name").fill("Third floor");
  await page.click("[role=dialog] button[type=submit]");
  await page.click(".row-link:has-text('Third floor')");
  await page.waitForSelector("h1:text-is('Third floor')");
  await page.click(".side-link:has-text('Users')");
  await page.click("button:text-is('Add user')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByLabel("Name").fill("Ann Example");
  await dialog.getByLabel("Email").fill("ann@example.com");
  await dialog.getByRole("combobox", { name: "Department" }).fill("Third");
  await page.click("[role=option]:has-text('Third floor')");
  await dialog.locator("button[type=submit]").click();
  await page.click(".table .link:text-is('Ann Example')");
  await page.waitForSelector("dd:has-text('Third floor')");
  await page.click("button:text-is('Edit')");
  await dialog.getByLabel("Position").fill("Head of design");
  await dialog.locator("button[type=submit]").click();
  await page.waitForSelector("dd:text-is('Head of design')");
  await page.click("button:text-is('Delete')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector("h1:text-is('Users')");
  await page.waitForSelector(".table .link:text-is('Ann Example')", { state: "detached" });
  await close_clean(page);
});

test("hard terminals are added, reset by message and frozen", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/devices");
  await page.click(".page-actions button");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByLabel("Name").fill("Hangzhou 3F");
  await dialog.getByLabel("Serial number").fill("2102310WWP");
  await dialog.getByLabel("Email").fill("room@example.com");
  await dialog.locator("button[type=submit]").click();
  await page.click(".table .link:text-is('Hangzhou 3F')");
  await page.waitForSelector(".delivery:has-text('r***@example.com')");
  await page.click("button:has-text('Reset code')");
  await dialog.locator(".consequences:has-text('2102310WWP')").waitFor();
  await dialog.locator("button.danger").click();
  await dialog.locator("text=The new one is on its way.").waitFor();
  await dialog.locator("button:text-is('Done')").click();
  await page.click("button:text-is('Freeze')");
  await page.click("[role=alertdialog] button.danger");
  await page.waitForSelector(".badge.bad:text-is('Frozen')");
  // Messages name its account, which leads to its page all the same.
  await page.click(".side-link:has-text('Messages')");
  await page.click(".table .link:text-is('Hangzhou 3F')");
  await page.waitForURL("**/console/devices/2102310WWP");
  await page.waitForSelector(".delivery");
  await close_clean(page);
});

test("what needs somebody is on the first page and leads to its list", async () => {
  const page = await open_page(browser, server, { state });
  const { account } = server.add_terminal("Switched off");
  await page.open("/console");
  await page.waitForSelector(".tile");
  const status = await ask(page, "PUT", "/v1/usg/dcs/corp/member/status/1", [account]);
  assert.equal(status.status, 200);
  await page.reload();
  await page.click(".needed-link:has-text('Disabled terminals')");
  await page.waitForSelector(".table .link:text-is('Switched off')");
  assert.equal(await page.locator(".table tbody tr").count(), 1);
  await close_clean(page);
});
