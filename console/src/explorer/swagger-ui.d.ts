/** What of the viewer is used here; its own types know nothing of its module. */
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Started {
    preauthorizeApiKey(scheme: string, value: string): unknown;
    readonly specSelectors: { specResolvedSubtree(path: readonly string[]): unknown };
    getStore(): { subscribe(listener: () => void): () => void };
    readonly authActions: { logout(schemes: string[]): void };
  }
  export default function SwaggerUI(options: Record<string, unknown>): Started;
}
