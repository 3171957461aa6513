/** 代表建议纸, as the viewer may know its authors. */
import { CATEGORIES } from '../../processes/suggestion/inputs.ts'
import type { SuggestionSheet } from '../templates/suggestion-sheet.ts'
import type { Filler } from './fillers.ts'
import { type Ground, no3 } from './ground.ts'

const SOURCE: Record<string, string> = { research: '专题调研', tour: '视察', station: '联络站', concern: '社情民意', other: '其他' }

interface Person {
  seat: string
  certificateNo?: string
  delegation?: string
  post?: string
  address?: string
  postcode?: string
  phone?: string
}

/** Seats' particulars; the telephone is the office one unless the reader is the congress's own office or the deputy. */
async function people(g: Ground, seats: string[]): Promise<Map<string, Person>> {
  const r = await g.client.query({
    name: 'sheet-people',
    text: `select s.id as seat, s.certificate_no as "certificateNo", d.name as delegation, concat_ws('', pe.employer, pe.post) as post, pe.address, pe.postcode, pe.office_phone as phone,
      case when $2 or s.id = $3::uuid then pe.mobile end as mobile from seat s join person pe on pe.id = s.person left join unit d on d.id = s.delegation where s.id = any ($1)`,
    values: [seats, g.viewer.seat.office === 'daf_staff' || g.viewer.seat.office === 'daf_head', g.viewer.seat.id],
  })
  return new Map(
    r.rows.map(({ mobile, ...x }) => [
      x.seat,
      Object.fromEntries(Object.entries({ ...x, phone: mobile ?? x.phone }).filter(([, v]) => v)) as unknown as Person,
    ]),
  )
}

export const sheetFiller: Filler = {
  key: 'suggestionSheet',
  prints: ['all'],
  fits: () => true,
  make: async (g): Promise<SuggestionSheet> => {
    const m = g.view.matter
    const d = m.data
    const authors = g.view.parties.filter((p) => p.role === 'lead' || (p.role === 'cosigner' && p.step === 'signed'))
    const lead = authors.find((p) => p.role === 'lead')
    // Whose name is hidden has no certificate, delegation or address either.
    const known = authors.filter((p) => p.seat && g.mine(p) === p.name)
    const about = await people(
      g,
      known.map((p) => p.seat as string),
    )
    const of = (p: (typeof authors)[number] | undefined) => (p?.seat && known.includes(p) ? { ...about.get(p.seat) } : {})
    const files = (
      await g.client.query({
        name: 'sheet-files',
        text: `select name from attachment where matter = $1 and party is null and removed_at is null order by at`,
        values: [m.id],
      })
    ).rows
    const units = (role: string) => g.view.parties.filter((p) => p.role === role && p.unit).map((p) => p.name)
    const { seat: _, ...leadAbout } = of(lead) as Person
    return {
      heading: g.session,
      ...(m.no ? { no: no3(m.no) as string } : {}),
      ...(m.category ? { category: CATEGORIES[m.category as keyof typeof CATEGORIES] } : {}),
      ...(d.receivedOn ? { receivedOn: d.receivedOn } : {}),
      title: m.title,
      lead: { name: lead ? g.mine(lead) : '', ...leadAbout },
      cosigners: authors
        .filter((p) => p.role === 'cosigner')
        .map((p) => {
          const x = of(p) as Person
          return {
            name: g.mine(p),
            ...(x.certificateNo ? { certificateNo: x.certificateNo } : {}),
            ...(x.delegation ? { delegation: x.delegation } : {}),
            confirmed: new Date(p.since.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
          }
        }),
      situation: d.situation ?? '',
      proposals: d.proposals ?? '',
      wishUnit: d.wishUnitName ?? '',
      mayPublish: !!d.mayPublish,
      publishReason: d.publishReason ?? '',
      wishFace: !!d.wishFace,
      confidential: m.confidential,
      source: SOURCE[d.source] ?? '',
      attachments: files.map((f) => f.name),
      ...(d.signedOff && known.length === authors.length ? { signedOff: d.signedOff } : {}),
      ...(d.review ? { review: d.review } : {}),
      ...(d.arrangement === 'separate' ? { separate: units('main') } : { main: units('main'), co: units('co') }),
    }
  },
}
