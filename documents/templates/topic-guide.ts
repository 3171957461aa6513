/** 选题指引: what the year's suggestions might be about. */
import { heading, para, prose, type Template } from '../model.ts'

export interface TopicGuide {
  year: number
  organ: string
  date: string
  intro?: string
  groups: { name: string; topics: string[] }[]
}

const CN = '一二三四五六七八九十'

export const topicGuide: Template<TopicGuide> = {
  key: 'topicGuide',
  label: '选题指引',
  processes: ['B2'],
  form: 'plain',
  audience: 'all',
  make: (d) => ({
    form: 'plain',
    title: `${d.year}年代表建议选题指引`,
    blocks: [
      ...prose(d.intro ?? '为便于代表围绕中心、服务大局、反映民意提出建议，现提供选题指引，供代表参考，不作限制。'),
      ...d.groups.flatMap((g, i) => [heading(1, `${CN[i] ?? i + 1}、${g.name}`), ...g.topics.map((t, j) => para(`${j + 1}．${t}`))]),
    ],
    signature: { name: d.organ, date: d.date, seal: true },
  }),
}
