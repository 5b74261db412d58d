// The explorer with everything open: the worst case on a phone or with a screen reader.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  close_clean,
  open_page,
  overflow,
  phone,
  serious_findings,
  sign_in,
} from "./support/browser.mjs";
import { browser, server, with_terminal } from "./support/program.mjs";

with_terminal("上海研发中心三楼东区大型多功能会议室（含同声传译设备与录播系统）");

for (const [locale, scheme] of [
  ["zh-CN", "dark"],
  ["en-US", "light"],
]) {
  test(`in ${locale}, ${scheme}, it has nothing serious by axe-core and fits a phone`, async () => {
    const page = await open_page(browser, server, { locale, scheme, viewport: phone });
    await page.open("/explorer#reference");
    await page.waitForSelector(".opblock");
    await sign_in(page, server);
    await page.click(".terminal");
    await page.waitForSelector(".reset-form :not(.unready)[type=submit]");
    await page.click(".reset-form [type=submit]");
    await page.waitForSelector("#new-code");
    for (const name of ["ResetVisionActiveCode", "SearchUsers", "CreateAppIdToken"]) {
      await page.click(`[id$="-${name}"] .opblock-summary-control`);
      await page.click(`[id$="-${name}"] .try-out__btn`);
    }
    await page.click('[id$="-SearchUsers"] .execute');
    await page.waitForSelector('[id$="-SearchUsers"] .live-responses-table .response');
    await page.click(
      '[id$="-ResetVisionActiveCode"] .responses-wrapper .tab li:nth-child(2) button',
    );
    await page.click("section.models h4 button");
    await page.waitForSelector("section.models .model-box, section.models article");
    assert.deepEqual(await serious_findings(page), [], `${locale} ${scheme}`);
    assert.equal(await overflow(page), 0);
    await page.click(".auth-wrapper .authorize");
    await page.waitForSelector(".modal-ux");
    assert.deepEqual(await serious_findings(page, ".modal-ux"), [], `dialog, ${locale} ${scheme}`);
    assert.equal(await overflow(page), 0);
    await close_clean(page);
  });
}
