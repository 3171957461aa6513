/** Through which registered entrance (C10) a concern came that the office or a station enters. */
import type { Ctx } from '../../kernel/ctx.ts'
import type { ENTRANCES } from '../station/actions.ts'
import { wrong } from '../suggestion/parts.ts'
import { CHANNELS } from './actions.ts'

type Kind = keyof typeof ENTRANCES
/** Which kinds of entrance each channel may name. */
const KINDS: Partial<Record<string, Kind[]>> = { wechat: ['wechat'], group: ['group', 'qq'], site: ['site'], video: ['video'], hotline: ['hotline'] }

export interface Entrance {
  id: string
  name: string
  station: string
  /** Whose entrance it is, as long as he is in office. */
  deputy?: { seat: string; name: string } | undefined
}

/** @param own unit of the station whose liaison enters it */
export async function entranceOf(ctx: Ctx, own: string | undefined): Promise<Entrance | undefined> {
  const { channel, entrance } = ctx.input
  const kinds = KINDS[channel]
  if (!kinds) return undefined
  if (!entrance) {
    // Telephones rang before there was a register.
    if (channel === 'hotline') return undefined
    throw wrong('entrance', '请选择从哪个入口反映的；还没有的，请先在联络站上「登记网上入口」')
  }
  const r = await ctx.client.query(
    `select u.id, u.name, e.kind, e.station, s.id as seat, p.name as deputy from station_entrance e join unit u on u.id = e.unit
     left join seat s on s.id = e.deputy and s.state = 'active' and (s.ends_on is null or s.ends_on >= $3) left join person p on p.id = s.person
     where e.unit = $1 and u.place = $2 and u.active and e.until is null`,
    [entrance, ctx.view.matter.place, ctx.today],
  )
  const x = r.rows[0]
  if (!x) throw wrong('entrance', '这个入口已经停用，或者不是本地的，请重新选择')
  if (own && x.station !== own) throw wrong('entrance', '这是别的站点的入口，请选择本站的')
  if (!kinds.includes(x.kind)) throw wrong('entrance', `所选的入口不是「${CHANNELS[channel as keyof typeof CHANNELS]}」的，请重新选择，或者改来路`)
  return { id: x.id, name: x.name, station: x.station, deputy: x.seat ? { seat: x.seat, name: x.deputy } : undefined }
}
