import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { fileURLToPath } from 'node:url';
import { launchOptions } from './.config/chromium.mjs';
import { countsReporter } from './.config/counts-reporter.mjs';

/** Elements and other browser code, in a real Chromium. What needs Node is named `*.node.test.ts` and runs in Node. */
export default {
  files: ['src/**/*.test.ts', '!src/**/*.node.test.ts'],
  // `production` silences Lit's development mode
  nodeResolve: { exportConditions: ['production', 'default'], browser: true },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)) }),
  ],
  browsers: [playwrightLauncher({ product: 'chromium', launchOptions: await launchOptions() })],
  concurrency: 2,
  browserStartTimeout: 120_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: 30_000 } },
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countsReporter()],
  coverageConfig: { include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts'], reportDir: 'coverage' },
};
