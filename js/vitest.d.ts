import type { CorsMatchers } from "corslab/check";

declare module "vitest" {
  interface Matchers<T = any> extends CorsMatchers<T> {}
}

export { matchers } from "corslab/check";
