// What happened to a terminal, who did it, and that looking at a code is on record.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import { close_clean, expect_failures, serious_findings } from "./support/browser.mjs";
import { add_department, ask, move, open_with_role } from "./support/console.mjs";
import { browser, server } from "./support/program.mjs";

/** As a device that nobody follows. */
const activate = (page, activeCode, sn) =>
  ask(page, "POST", "/v1/terminal/activation", { activeCode, sn });

const reset = async (page, { account }) => {
  const path = `/v1/usg/dcs/corp/vision/activecode/${account}/reset`;
  assert.equal((await ask(page, "PUT", path, {})).status, 200);
};

/** How many records there are of somebody who looked at the terminal's code. */
const looks = async (page, { account }) =>
  (await ask(page, "GET", `/v1/roomkey/audit?operation=show_code&account=${account}`)).body.count;

test("a terminal's page says what happened to it, and who did it, within one's reach", async () => {
  const admin = await open("/console/account");
  await admin.waitForSelector(".shell");
  await add_department(admin, "Sales", "sales");
  await add_department(admin, "Research", "research");
  const shop = server.add_terminal("Shop window");
  assert.equal((await activate(admin, shop.activeCode, "SN-SHOP")).status, 200);
  await move(admin, shop.account, "sales");
  await admin.open(`/console/terminals/${shop.account}`);
  await admin.waitForSelector(".history li:has-text('Device bound'):has-text('Device SN-SHOP')");
  await admin.click("button:has-text('Reset code')");
  await admin.click("[role=dialog] button.danger");
  await admin.click("[role=dialog] button:text-is('Done')");
  const first = admin.locator(".history li").first();
  await first.locator("text=Code reset").waitFor();
  await first.locator(`text=${server.init.adminAccount}`).waitFor();
  await first.locator("text=127.0.0.1").waitFor();
  await admin.waitForSelector(".history li:has-text('Moved to department sales')");
  await admin.waitForSelector(".history li:last-child:has-text('Created, with a code')");
  await admin.waitForSelector(".history li:last-child:has-text('Operator at the command line')");

  for (let at = 0; at < 12; at += 1) {
    const note = { note: `Note ${at}` };
    const labels = `/v1/roomkey/terminals/${shop.account}/labels`;
    assert.equal((await ask(admin, "PUT", labels, note)).status, 200);
  }
  await admin.reload();
  await admin.waitForSelector(".history li:has-text('Notes changed')");
  assert.equal(await admin.locator(".history li").count(), 10);
  assert.deepEqual(await serious_findings(admin), []);
  await admin.click("button:text-is('Show more')");
  await admin.waitForSelector(".history li:has-text('Created, with a code')");
  await admin.click(".link:text-is('In the audit trail')");
  await admin.waitForSelector(".pager-count:has-text('of 16')");

  const helper = { role: "help_desk", deptCodes: ["sales"] };
  const help = await open_with_role(browser, server, admin, "helper", helper);
  await help.open(`/console/terminals/${shop.account}`);
  await help.waitForSelector(".history");
  await help.click("button:text-is('Show more')");
  await help.waitForSelector(
    `.history li:has-text('Code reset'):has-text('${server.init.adminAccount}')`,
  );
  assert.equal(await help.locator(".link:text-is('In the audit trail')").count(), 0);

  const other = { role: "help_desk", deptCodes: ["research"] };
  const stranger = await open_with_role(browser, server, admin, "stranger", other);
  expect_failures(stranger, "status of 400", shop.account);
  await stranger.open(`/console/terminals/${shop.account}`);
  await stranger.waitForSelector(".note.bad");
  assert.equal(await stranger.locator(".history").count(), 0);
  const history = `/v1/roomkey/terminals/${shop.account}/history`;
  assert.equal((await ask(stranger, "GET", history)).body.error_code, "USG.201040000");
  for (const page of [help, stranger, admin]) await close_clean(page);
});

test("the help desk's box shows what was refused", async () => {
  const kitchen = server.add_terminal("Kitchen in the history");
  const page = await open("/console/help?about=Kitchen in the history");
  await page.waitForSelector(".attempts:has-text('None is known.')");
  assert.equal((await activate(page, kitchen.activeCode, "SN-KITCHEN")).status, 200);
  await reset(page, kitchen);
  expect_failures(page, "status of 40", "/v1/terminal/activation");
  await activate(page, kitchen.activeCode, "SN-KITCHEN");
  await page.reload();
  const attempt = ".attempts li:has-text('Code refused'):has-text('SN-KITCHEN')";
  await page.waitForSelector(`${attempt}:has-text('wrong code'):has-text('127.0.0.1')`);
  await page.open(`/console/help?about=${kitchen.activeCode}`);
  await page.waitForSelector(".empty:has-text('old codes are not kept')");

  const chinese = await open(`/console/terminals/${kitchen.account}`, { locale: "zh-CN" });
  await chinese.waitForSelector(".history li:has-text('激活码被拒绝'):has-text('激活码错误')");
  await chinese.waitForSelector(".history li:has-text('已重置激活码')");
  for (const each of [chinese, page]) await close_clean(each);
});

test("looking at a code is on record, and not possible without", async () => {
  const attic = server.add_terminal("Attic in the history");
  const cellar = server.add_terminal("Cellar in the history");
  const page = await open(`/console/terminals/${attic.account}`);
  const show = "button:text-is('Show')";
  await page.click(show);
  await page.waitForSelector(".code-large");
  const look = `.history li:has-text('Code viewed'):has-text('${server.init.adminAccount}')`;
  await page.waitForSelector(look);
  assert.equal(await looks(page, attic), 1);

  await page.open("/console/codes?search=Cellar in the history");
  const shown = /\/code\/shown$/;
  expect_failures(page, "503", "/code/shown");
  await page.route(shown, (route) =>
    route.fulfill({ status: 503, json: { error_code: "USG.000000001", error_msg: "Busy" } }),
  );
  const row = page.locator(".table tbody tr");
  await row.locator(show).click();
  await row.locator(".note.bad:has-text('Busy')").waitFor();
  assert.equal(await row.locator(".grouped-code").count(), 0);
  assert.equal(await looks(page, cellar), 0);
  await page.unroute(shown);
  await row.locator(show).click();
  await row.locator(".grouped-code").waitFor();
  assert.equal(await looks(page, cellar), 1);
  await close_clean(page);
});
