/** `corslab/jest`: an import is all that it takes, in a test or in `setupFilesAfterEnv`. */
import { expect } from '@jest/globals';
import { matchers } from 'corslab/check';

expect.extend(matchers);

export { matchers };
