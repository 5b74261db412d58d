// Who sees what, and that the server refuses the rest; applications and enterprise data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, expect_failures, open_page, serious_findings } from "./support/browser.mjs";
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

test("an enterprise decides how its codes are made", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/enterprise");
  await page.waitForSelector("dd:text-is('10 days')");
  await page.waitForSelector("dd:text-is('11 digits')");
  await page.click("button:text-is('Edit')");
  const validity = page.getByLabel("New codes are valid for");
  await choose(page, "Unit of the validity", "Minutes");
  for (const [count, is_good] of [
    ["0", false],
    ["525601", false],
    ["1.5", false],
    ["525600", true],
    ["2160", true],
  ]) {
    await validity.fill(count);
    assert.equal(await page.locator("[role=dialog] .field-error").count(), is_good ? 0 : 1, count);
    assert.equal(await page.isEnabled("[role=dialog] [type=submit]"), is_good, count);
  }
  await choose(page, "New codes have", "16 letters and digits");
  assert.deepEqual(await serious_findings(page), []);
  await page.click("[role=dialog] [type=submit]");
  await page.waitForSelector("dd:text-is('36 hours')");
  await page.waitForSelector("dd:text-is('16 letters and digits')");
  const terminal = { devName: "Long", devType: "idea-hub", emailAddr: "r@example.com" };
  const made = await ask(page, "POST", "/v1/usg/dcs/corp/vision/activecode", terminal);
  assert.match(made.body.activeCode, /^[0-9A-Z*~$=]{16}$/);
  // Seconds, which only the command line sets, stay what they are.
  const body = { codeValiditySeconds: 90, codeFormat: "digits:8" };
  assert.equal((await ask(page, "PUT", "/v1/usg/dcs/corp", body)).status, 200);
  const chinese = await open_page(browser, server, { state, locale: "zh-CN" });
  await chinese.open("/console/enterprise");
  await chinese.waitForSelector("dd:text-is('8 位数字')");
  await chinese.click("button:text-is('编辑')");
  assert.equal(await chinese.getByLabel("新激活码的有效期").inputValue(), "90");
  await chinese.click("[role=dialog] [type=submit]");
  await chinese.waitForSelector("[role=dialog]", { state: "detached" });
  const kept = await ask(chinese, "GET", "/v1/usg/dcs/corp");
  assert.equal(kept.body.codeValiditySeconds, 90);
  await close_clean(chinese);
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
  const name = ".table .link:text-is('Hangzhou 3F')";
  await page.waitForSelector(name);
  const list = await ask(page, "GET", "/v1/usg/dcs/corp/device?searchKey=2102310WWP");
  const labels = `/v1/roomkey/terminals/${list.body.data[0].account}/labels`;
  assert.equal((await ask(page, "PUT", labels, { tags: ["Lobby"] })).status, 200);
  await page.open("/console/devices?tag=nowhere");
  await page.click(".empty button:text-is('Show all')");
  await page.waitForSelector(name);
  await page.fill("input[placeholder='Tag']", "lobby");
  await page.waitForURL("**/console/devices?tag=lobby");
  await page.click(name);
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
