/** What the import of a `.wasm` gives depends on who bundles: base64 text, or a module (js/source/). */
declare module '*.wasm' {
  const content: any;
  export default content;
}

/** Its main file says where the program is; it comes without types. */
declare module 'workerd' {
  const workerd: { default: string };
  export default workerd;
}

/** It comes without types. */
declare module 'webidl-conversions' {
  type Conversion<T> = (value: unknown, options?: { context?: string }) => T;
  const conversions: Record<'ByteString' | 'USVString' | 'DOMString', Conversion<string>> & {
    'unsigned short': Conversion<number>;
    'unsigned long': Conversion<number>;
  };
  export default conversions;
}
