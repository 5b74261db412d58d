// The program and a browser that trusts it, for all tests of the file that imports this.
import { after, before } from "node:test";
import { launch } from "./browser.mjs";
import { Server } from "./server.mjs";

export let server;
export let browser;

before(async () => {
  server = await Server.start();
  browser = await launch(server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
