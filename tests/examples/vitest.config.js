import { defineConfig } from 'vitest/config';

// A busy machine needs its time to start a server or a program.
export default defineConfig({ test: { include: ['**/*.spec.js'], testTimeout: 30_000, hookTimeout: 90_000 } });
