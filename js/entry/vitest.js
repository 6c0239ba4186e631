/** `corslab/vitest`: an import is all that it takes, in a test or in `setupFiles`. */
import { matchers } from 'corslab/check';
import { expect } from 'vitest';

expect.extend(matchers);

export { matchers };
