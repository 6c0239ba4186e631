import type { CorsMatchers } from "corslab/check";

declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends CorsMatchers<T> {}
}

declare global {
  /** For those who have the types of `@types/jest`. */
  namespace jest {
    interface Matchers<R, T = {}> extends CorsMatchers<T> {}
  }
}

export { matchers } from "corslab/check";
