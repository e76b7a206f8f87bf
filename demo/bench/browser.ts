import { chromium, type Browser, type CDPSession, type Page } from 'playwright';
import { launchOptions } from '../../.config/chromium.mjs';

/** A line as the developer tools call "Slow 4G": milliseconds a request, bytes a second. */
export const SLOW_4G = { latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 } as const;

/** Chromium without a window. `args` are added to its command line. */
export async function openBrowser(args: readonly string[] = []): Promise<Browser> {
  const options = await launchOptions();
  return chromium.launch({ ...options, args: [...options.args, ...args] });
}

/** How slow a device is to be. */
export interface Throttle {
  /** How many times slower the processor is. Default 1. */
  readonly cpu?: number;
  readonly network?: typeof SLOW_4G;
}

/** Slows a page down, and answers the session by which the developer tools would speak with it. */
export async function throttle(page: Page, { cpu = 1, network }: Throttle): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  if (cpu !== 1) await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network !== undefined) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, ...network });
  }
  return session;
}
