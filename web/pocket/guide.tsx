/** 选题指引: topics by unit, what data can be had, whom to call, and a way to ask for a visit. */
import { useQuery } from '@tanstack/react-query'
import { getJson } from '../parts/api.ts'
import { useMe } from '../parts/use.ts'
import { A, paths } from './nav.tsx'
import { Empty, Loaded, Section } from './pieces.tsx'
import { Page } from './shell.tsx'

interface Topic {
  id: string
  title: string
  background: string
  available: string
  contact: string | null
  phone: string | null
}
interface Current {
  guide: { id: string; title: string; opensOn: string; publishedOn: string; units: { unit: string; name: string; topics: Topic[] }[] } | null
}

export const useGuide = () => {
  const seat = useMe().data?.seat.id
  return useQuery({ queryKey: ['guide', seat], queryFn: () => getJson<Current>('/api/guide/current'), enabled: !!seat })
}

/** One line where writing begins; nothing while there is no guide. */
export function GuideLink() {
  const q = useGuide()
  if (!q.data?.guide) return null
  return (
    <p>
      <A className="pk-btn pk-btn-wide" to="/m/guide">
        选题指引
      </A>
    </p>
  )
}

export function GuidePage() {
  const q = useGuide()
  const me = useMe()
  return (
    <Page title="选题指引" up={paths.write()}>
      <Loaded q={q}>
        {({ guide: g }) =>
          g ? (
            <article>
              <h2 style={{ fontSize: '1.25rem' }}>{g.title}</h2>
              <p className="pk-soft">
                {g.publishedOn} 发布，大会 {g.opensOn} 召开
              </p>
              {me.data?.seat.office === 'deputy' && (
                <A className="pk-btn pk-btn-main pk-btn-wide" to={paths.act(g.id, 'askVisit')}>
                  请求到单位调研
                </A>
              )}
              {g.units.map((u) => (
                <Section key={u.unit} title={u.name}>
                  {u.topics.map((t) => (
                    <div key={t.id} className="pk-card">
                      <h3>{t.title}</h3>
                      <p>{t.background}</p>
                      {t.available && <p className="pk-soft">可以提供：{t.available}</p>}
                      {t.phone && (
                        <p>
                          <span className="pk-name">{t.contact}</span>{' '}
                          <a className="pk-link" href={`tel:${t.phone.split(/[、,，转]/)[0]?.replace(/[^\d]/g, '')}`}>
                            {t.phone}
                          </a>
                        </p>
                      )}
                    </div>
                  ))}
                </Section>
              ))}
            </article>
          ) : (
            <Empty title="还没有发布选题指引" text="会前发布后，会在“今日”告诉您。" />
          )
        }
      </Loaded>
    </Page>
  )
}
