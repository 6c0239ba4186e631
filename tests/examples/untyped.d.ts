/** Express 4, by another name. */
declare module 'express4' {
  export { default } from 'express';
}
