/** 通报 from the same reading as the page. */
import type pg from 'pg'
import { addDays, localDay } from '../../kernel/calendar.ts'
import type { Viewer } from '../../people/viewer.ts'
import { circular } from '../../report/circular.ts'
import { MEASURES } from '../../report/measures.ts'
import type { Report } from '../templates/report.ts'

/** The month before the one that is running. */
export const lastMonth = (now: Date): string => addDays(`${localDay(now).slice(0, 7)}-01`, -1).slice(0, 7)

export async function concernCircular(client: pg.ClientBase, v: Viewer, a: { month?: string | undefined }, now: Date): Promise<Report> {
  const month = a.month ?? lastMonth(now)
  const c = await circular(client, v.seat.place, month, Object.fromEntries([...MEASURES].map(([k, m]) => [k, m.label])), localDay(now))
  const n = (list: typeof c.counts.month, code: string) => list.find((x) => x.code === code)
  const words = `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
  const line = (list: typeof c.counts.month) =>
    `收集 ${n(list, 'ss_total')?.n} 件，办结 ${n(list, 'ss_closed')?.n} 件，办结率 ${n(list, 'ss_closed')?.rate}；其中解决 ${n(list, 'ss_solved')?.n} 件。群众评价 ${n(list, 'ss_rated')?.n} 件，满意率 ${n(list, 'ss_good')?.rate}；退回重办 ${n(list, 'ss_reopened')?.n} 件，转为代表建议 ${n(list, 'ss_became')?.n} 件。`
  const least = c.units.filter((u) => u.least)
  const list = (rows: { label: string; n: number }[]) => rows.map((x) => `${x.label} ${x.n} 件`).join('，')
  return {
    title: `关于${words}社情民意办理情况的通报`,
    organ: `${v.seat.placeName}人大常委会代表工作委员会`,
    date: localDay(now),
    sections: [
      {
        heading: '总体情况',
        text: `本月${line(c.counts.month)}\n今年以来${line(c.counts.year)}${c.byChannel.length > 0 ? `\n本月来路：${list(c.byChannel)}。\n本月类别：${list(c.byCategory)}。` : ''}`,
      },
      {
        heading: '承办单位办结情况（今年以来）',
        ...(c.units.length > 0
          ? {
              table: {
                columns: ['单位', '承办', '应办结', '办结', '逾期', '办结率', '位次'],
                widths: [50, 18, 20, 18, 16, 22, 16],
                rows: c.units.map((u, i) => [u.name, String(u.given), String(u.due), String(u.closed), String(u.late), u.rate, String(i + 1)]),
              },
            }
          : { text: '今年以来没有交单位办理的诉求。' }),
      },
      {
        heading: '需要加快办理的单位',
        text:
          least.length > 0
            ? `以下单位在办理期限内应办结的诉求办结率低于 ${c.threshold}%，请抓紧办理：${least.map((u) => `${u.name}（${u.rate}，逾期 ${u.late} 件）`).join('、')}。告诉群众、群众评价的时间不计在单位头上。`
            : `各单位应办结诉求的办结率都在 ${c.threshold}% 以上。`,
      },
      {
        heading: '代表报送情况',
        text: `应报送代表 ${c.duty.deputies} 位，本月报送满 ${c.duty.each} 条的 ${c.duty.reported} 位。此项只作提示，不计分。${c.duty.missing.length > 0 && c.duty.missing.length <= 60 ? `\n本月还没有报送的代表：${c.duty.missing.join('、')}。` : ''}`,
      },
    ],
  }
}
