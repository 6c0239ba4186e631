/** A real browser, as far as the oracle needs one. */
export interface Driver {
  name: 'chromium' | 'firefox' | 'webkit';
  version: string;
  /** Whether the lines about a step name no URL, or come late. */
  isAlone?(step: { request: any, server: any }): boolean;
  open(): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  goto(url: string): Promise<void>;
  /** The value of an expression in the page: JSON, or a promise of it. */
  evaluate(expression: string): Promise<any>;
  /** The console's lines since the last call, in their order. */
  takeConsole(): Promise<ConsoleLine[]>;
  close(): Promise<void>;
}

export interface ConsoleLine {
  text: string;
  /** What the line is about, where the browser says it beside the text. */
  url?: string;
}
