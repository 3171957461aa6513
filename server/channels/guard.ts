/** Addresses that somebody else chose (a push service) must not lead back into our own network: judged at the moment of connecting, so a name that changes its mind is judged again. */
import dns from 'node:dns'
import https from 'node:https'
import { BlockList, isIP } from 'node:net'

const inner = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6')

/** @param address an IP address; IPv4 in IPv6 counts as what it is */
export function isInner(address: string): boolean {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const a = v4 ?? address
  const kind = isIP(a)
  return kind === 0 || inner.check(a, kind === 4 ? 'ipv4' : 'ipv6')
}

/** Whether a name leads into our own network now; one that leads nowhere is judged when it is connected to. */
export async function leadsInside(host: string): Promise<boolean> {
  const found = await dns.promises.lookup(host.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  return found.some((f) => isInner(f.address))
}

export class Inner extends Error {
  constructor() {
    super('地址指向内部网络，不连接')
  }
}

/** @param allow test servers on loopback; nothing else is ever let in */
export function guardedAgent(allow: (address: string) => boolean = () => false, more: https.AgentOptions = {}): https.Agent {
  const agent = new https.Agent({
    ...more,
    lookup: (host, options, done) =>
      dns.lookup(host, { ...options, all: true }, (e, found) => {
        if (e) return done(e, '', 0)
        if (found.length === 0 || found.some((f) => isInner(f.address) && !allow(f.address))) return done(new Inner(), '', 0)
        const first = found[0] as dns.LookupAddress
        return options.all ? (done as unknown as (e: null, all: dns.LookupAddress[]) => void)(null, found) : done(null, first.address, first.family)
      }),
  })
  // A literal address asks no name server: it is judged before the connection is made.
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, done) => {
    const host = String((options as { host?: string }).host ?? '').replace(/^\[|\]$/g, '')
    if (isIP(host) && isInner(host) && !allow(host)) throw new Inner()
    return connect(options, done)
  }
  return agent
}
