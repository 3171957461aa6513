/** A real browser for tests: `const browser = await openBrowser()`, then Playwright's own API; `await browser.close()` at the end. */
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './chromium.ts'

/** Quiet, and nothing that a user's browser would not do: unlike the package's own flags these leave web security on. */
const FLAGS = [
  '--no-sandbox', // tests may run as root, in a container
  '--disable-setuid-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  // Nothing is asked of the network that the page itself does not ask.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const { executablePath, env } = await unpackChromium()
  return chromium.launch({ executablePath, env, args: [...FLAGS, ...more], chromiumSandbox: false })
}

/** The two faces as the tests look at them. Give to `browser.newContext`. */
export const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const
export const POCKET = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
} as const
