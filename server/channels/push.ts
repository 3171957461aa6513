/** Web push (RFC 8030, 8291, 8292): encrypted for the browser that subscribed; the push service reads nothing. */
import fs from 'node:fs'
import type https from 'node:https'
import { isIP } from 'node:net'
import path from 'node:path'
import webpush from 'web-push'
import { guardedAgent, Inner, isInner } from './guard.ts'

export interface Subscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}
export class Gone extends Error {}
export interface Push {
  publicKey: string
  /** @throws {Gone} when the browser has cancelled; other errors are worth another try */
  send(to: Subscription, payload: { title: string; text: string; url: string }): Promise<void>
}

/** The house's own key pair, made once and kept for this account alone. */
function keysOf(dataDir: string): { publicKey: string; privateKey: string } {
  const file = path.join(dataDir, 'push-keys.json')
  if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(webpush.generateVAPIDKeys()), { mode: 0o600, flag: 'wx' })
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

/** @param subject a mail or web address at which the push service may complain */
export function webPush(dataDir: string, subject: string, agent: https.Agent = guardedAgent()): Push {
  const keys = keysOf(dataDir)
  return {
    publicKey: keys.publicKey,
    async send(to, payload) {
      try {
        await webpush.sendNotification(to, JSON.stringify(payload), {
          vapidDetails: { subject, ...keys },
          TTL: 86_400,
          timeout: 10_000,
          agent,
          contentEncoding: 'aes128gcm',
        })
      } catch (e) {
        const status = (e as { statusCode?: number }).statusCode
        if (status === 404 || status === 410) throw new Gone('浏览器已取消订阅')
        if (e instanceof Inner) throw new Gone(e.message)
        throw new Error(status ? `推送服务拒绝（${status}）` : '推送服务连不上')
      }
    },
  }
}

/** What a browser may hand in: https only, and no address of our own network by its face. */
export const pushEndpoint = (url: string): boolean => {
  if (!URL.canParse(url) || url.length > 1000) return false
  const u = new URL(url)
  const host = u.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && isInner(host)) return false
  return u.protocol === 'https:' && !u.username && !u.password && u.hostname.includes('.') && (u.port === '' || u.port === '443')
}
