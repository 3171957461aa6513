/** 文书: what can be printed of this matter, issued with a number, and what was issued. */
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Tooltip } from 'antd'
import { useState } from 'react'
import { getJson, newKey, postJson, seated } from '../parts/api.ts'
import { useRefresh } from '../parts/use.ts'
import { when } from './bits.tsx'
import { type Chosen, IssueDialog } from './stamp-use.tsx'

interface Offer {
  template: string
  label: string
  party: string | null
  partyName: string | null
  why: string | null
  issue: boolean
  numbered: boolean
  issueWhy: string | null
}
interface Issued {
  id: string
  label: string
  title: string
  number: string | null
  version: number
  by: string
  at: string
  /** '已盖印章、已签名' */
  stamped: string
  docx: string
  pdf: string
}

export function Papers({ matter }: { matter: string }) {
  const q = useQuery({
    queryKey: ['papers', matter],
    queryFn: () => getJson<{ papers: Offer[]; issued: Issued[]; signs?: string }>(`/api/documents/for/${matter}`),
    retry: false,
  })
  if (!q.data || (q.data.papers.length === 0 && q.data.issued.length === 0)) return null
  const signs = q.data.signs
  return (
    <section className="dk-card dk-papers">
      <h2>文书</h2>
      {signs && <Alert type="warning" title={lacking(signs)} />}
      <ul>
        {q.data.papers.map((o) => (
          <Paper key={`${o.template}${o.party}`} o={o} matter={matter} signs={signs} />
        ))}
      </ul>
      {q.data.issued.length > 0 && (
        <>
          <h3>已印发</h3>
          <ul>
            {q.data.issued.map((d) => (
              <li key={d.id}>
                <span>
                  {d.number && <b className="dk-nowrap">{d.number} </b>}
                  {d.label}
                  {d.version > 1 && `（第 ${d.version} 版）`}
                  <small className="dk-soft">
                    {' '}
                    {d.by} {when(d.at)}
                    {d.stamped && ` ${d.stamped}`}
                  </small>
                </span>
                <PaperLinks docx={d.docx} pdf={d.pdf} name={`${d.label}${d.number ?? ''}`} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

export function PaperLinks({ docx, pdf, name }: { docx: string; pdf: string; name: string }) {
  return (
    <span className="dk-files">
      <a href={seated(pdf)} target="_blank" rel="noreferrer" aria-label={`${name}，PDF`}>
        PDF
      </a>
      <a href={seated(docx)} aria-label={`${name}，DOCX`}>
        DOCX
      </a>
    </span>
  )
}

const lacking = (signs: string) => `PDF 的字库里没有这些字，会印成方框：${signs}。请改用通用的字，或者请管理员安装扩充字库；DOCX 用您电脑上的字体。`

function Paper({ o, matter, signs }: { o: Offer; matter: string; signs: string | undefined }) {
  const refresh = useRefresh()
  const { message } = App.useApp()
  // Made before the question: pressing twice issues once.
  const [key, setKey] = useState<string>()
  const name = `${o.label}${o.partyName ? `（${o.partyName}）` : ''}`
  const query = `template=${o.template}&matter=${matter}${o.party ? `&party=${o.party}` : ''}`
  const at = (kind: string) => `/api/documents/preview.${kind}?${query}`
  const issue = async (chosen: Chosen) => {
    const d = await postJson<Issued>('/api/documents', { key, template: o.template, matter, party: o.party, ...chosen })
    message.success(`已印发：${d.number ?? d.label}`)
    setKey(undefined)
    await refresh()
  }
  return (
    <li>
      <span>
        {o.label}
        {o.partyName && <small className="dk-soft"> {o.partyName}</small>}
      </span>
      {o.why ? (
        <small className="dk-soft">{o.why}</small>
      ) : (
        <span className="dk-files">
          <PaperLinks docx={at('docx')} pdf={at('pdf')} name={name} />
          {o.issue && (
            <Tooltip title={o.issueWhy}>
              <Button
                size="small"
                aria-disabled={!!o.issueWhy}
                className={o.issueWhy ? 'dk-off' : ''}
                aria-label={`编号印发：${name}`}
                onClick={() => (o.issueWhy ? void message.info(o.issueWhy) : setKey(newKey()))}
              >
                编号印发
              </Button>
            </Tooltip>
          )}
        </span>
      )}
      {key && <IssueDialog name={name} numbered={o.numbered} signs={signs && lacking(signs)} query={query} issue={issue} onClose={() => setKey(undefined)} />}
    </li>
  )
}
